using CongNgheSo.ServiceDefaults.Http;

namespace CongNgheSo.Services.Training.Sessions;

/// <summary>A half-day or another part of a session.</summary>
/// <param name="Day">Its day (Vietnam time).</param>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends, the same day.</param>
/// <param name="Place">Where, if not where the session is.</param>
/// <param name="Link">Where online, if not where the session is.</param>
public sealed record SessionPart(DateOnly Day, TimeOnly From, TimeOnly To, string? Place = null, string? Link = null)
{
    public DateTimeOffset BeginsAt() => Day.InVietnam(From);

    /// <summary>When it ends; the day's end where it takes the whole day.</summary>
    public DateTimeOffset EndsAt() =>
        To == TimeOnly.MaxValue ? Day.AddDays(1).InVietnam(TimeOnly.MinValue) : Day.InVietnam(To);

    /// <summary>The one part of a session of which only the day is known.</summary>
    public static SessionPart WholeDay(DateOnly day) => new(day, TimeOnly.MinValue, TimeOnly.MaxValue);

    /// <summary>True where both are at the same time, wherever they are.</summary>
    public bool IsAtTheTimeOf(SessionPart other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (Day, From, To) == (other.Day, other.From, other.To);
    }
}
