using System.Collections.Frozen;
using System.Globalization;

namespace CongNgheSo.Services.Reporting.ReportDefinitions;

/// <summary>
/// Where the days of a period begin: on <paramref name="Day"/> of the month that lies <paramref name="MonthsBefore"/>
/// before the period's first one. A period ends on the day before the next one begins, so that no day is lost and none is
/// counted twice.
/// </summary>
/// <param name="MonthsBefore">0 or 1.</param>
/// <param name="Day">1 to 28: a day that every month has.</param>
public sealed record CutOff(int MonthsBefore, int Day);

/// <summary>A period of reporting.</summary>
/// <param name="Key">Its name: "2026-07", "2026-Q3", "2026-H2" or "2026".</param>
/// <param name="From">First day of its data (Vietnam time).</param>
/// <param name="To">Last day of its data.</param>
public sealed record CalendarPeriod(string Key, DateOnly From, DateOnly To);

/// <summary>Months, quarters, halves and years of reporting, wherever their days begin.</summary>
public static class ReportCalendar
{
    private static readonly FrozenDictionary<string, int> MonthsByType = new Dictionary<string, int>
    {
        ["month"] = 1,
        ["quarter"] = 3,
        ["half-year"] = 6,
        ["year"] = 12,
    }.ToFrozenDictionary();

    /// <summary>"month", "quarter", "half-year" and "year".</summary>
    public static IReadOnlyCollection<string> Types { get; } = [.. MonthsByType.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The period in whose days <paramref name="day"/> lies.</summary>
    public static CalendarPeriod Containing(string type, CutOff cutOff, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(cutOff);
        var length = MonthsByType[type];
        var month = (day.Year * 12) + day.Month - 1 + cutOff.MonthsBefore;
        if (day.Day < cutOff.Day)
            month--;
        return Starting(type, cutOff, month / length * length);
    }

    /// <summary>The period that begins where <paramref name="period"/> ends.</summary>
    public static CalendarPeriod Following(string type, CutOff cutOff, CalendarPeriod period)
    {
        ArgumentNullException.ThrowIfNull(period);
        return Containing(type, cutOff, period.To.AddDays(1));
    }

    /// <summary>The period of a name; null where it is no name of this type.</summary>
    public static CalendarPeriod? Named(string type, CutOff cutOff, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (
            key.Length < 4
            || !int.TryParse(key.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || year is < 2000 or > 2200
        )
            return null;
        var length = MonthsByType[type];
        for (var month = year * 12; month < (year + 1) * 12; month += length)
            if (Starting(type, cutOff, month) is var period && period.Key == key)
                return period;
        return null;
    }

    /// <param name="month">The period's first month, counted from the year 0.</param>
    private static CalendarPeriod Starting(string type, CutOff cutOff, int month)
    {
        var next = month + MonthsByType[type];
        return new CalendarPeriod(Key(type, month), FirstDay(cutOff, month), FirstDay(cutOff, next).AddDays(-1));
    }

    private static DateOnly FirstDay(CutOff cutOff, int month)
    {
        var first = month - cutOff.MonthsBefore;
        return new DateOnly(first / 12, (first % 12) + 1, cutOff.Day);
    }

    private static string Key(string type, int month)
    {
        var (year, index) = (month / 12, (month % 12 / MonthsByType[type]) + 1);
        return type switch
        {
            "month" => string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{index:00}"),
            "quarter" => string.Create(CultureInfo.InvariantCulture, $"{year:0000}-Q{index}"),
            "half-year" => string.Create(CultureInfo.InvariantCulture, $"{year:0000}-H{index}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{year:0000}"),
        };
    }
}
