using System.Globalization;

namespace CongNgheSo.ServiceDefaults.Http;

/// <summary>The civil day in Vietnam: UTC+7 all year round.</summary>
public static class VietnamTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>Today's date in Vietnam.</summary>
    public static DateOnly Today(this TimeProvider clock) => clock.GetUtcNow().DayInVietnam();

    /// <summary>This instant to the microsecond, as PostgreSQL keeps it: a retry that reads it back answers the same.</summary>
    public static DateTimeOffset StoredNow(this TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return clock.GetUtcNow().Stored();
    }

    /// <summary>The instant to the microsecond, as PostgreSQL keeps it.</summary>
    public static DateTimeOffset Stored(this DateTimeOffset instant) =>
        instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));

    /// <summary>The date in Vietnam at an instant.</summary>
    public static DateOnly DayInVietnam(this DateTimeOffset instant) =>
        DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>The instant (UTC) of a time of day in Vietnam.</summary>
    public static DateTimeOffset InVietnam(this DateOnly day, TimeOnly time) =>
        new DateTimeOffset(day, time, Offset).ToUniversalTime();

    /// <summary>The day as texts for people name it: 31/12/2026. Data is yyyy-MM-dd.</summary>
    public static string Written(this DateOnly day) => day.ToString("dd'/'MM'/'yyyy", CultureInfo.InvariantCulture);

    /// <summary>The instant as texts for people name it, in Vietnam's time: 08:05 31/12/2026.</summary>
    public static string WrittenInVietnam(this DateTimeOffset instant) =>
        instant.ToOffset(Offset).ToString("HH':'mm dd'/'MM'/'yyyy", CultureInfo.InvariantCulture);
}
