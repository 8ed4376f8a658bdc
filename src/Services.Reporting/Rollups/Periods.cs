using CongNgheSo.Contracts;
using CongNgheSo.Services.Reporting.Facts;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>Cuts a span of days into calendar periods and sums figures over them.</summary>
internal static class Periods
{
    public static bool IsKnown(string granularity) => granularity is "total" or "day" or "month" or "quarter" or "year";

    /// <summary>The periods that cover every day from <paramref name="from"/> to <paramref name="to"/> exactly once.</summary>
    public static IEnumerable<(DateOnly From, DateOnly To)> Split(DateOnly from, DateOnly to, string granularity)
    {
        if (granularity == "total")
            yield break;
        for (var start = from; start <= to; )
        {
            var next = granularity switch
            {
                "day" => start.AddDays(1),
                "month" => new DateOnly(start.Year, start.Month, 1).AddMonths(1),
                "quarter" => new DateOnly(start.Year, (start.Month - 1) / 3 * 3 + 1, 1).AddMonths(3),
                _ => new DateOnly(start.Year + 1, 1, 1),
            };
            yield return (start, next > to ? to : next.AddDays(-1));
            start = next;
        }
    }

    /// <summary>
    /// A sum for each of <paramref name="periods"/>, which follow each other: flows from its first day to its last,
    /// stocks as at the end of its last.
    /// </summary>
    /// <param name="wanted">The indicators to sum; all where null.</param>
    public static List<Figures> Sum(
        SortedDictionary<DateOnly, Figures> days,
        IEnumerable<(DateOnly From, DateOnly To)> periods,
        HashSet<string>? wanted
    )
    {
        var sums = new List<Figures>();
        var stocks = new Figures();
        using var day = days.GetEnumerator();
        var more = day.MoveNext();
        foreach (var (from, to) in periods)
        {
            var sum = new Figures();
            for (; more && day.Current.Key <= to; more = day.MoveNext())
                foreach (var (code, value) in day.Current.Value)
                    if (wanted?.Contains(code) == false)
                        continue;
                    else if (IndicatorCodes.IsStock(code))
                        stocks.Add(code, value);
                    else if (day.Current.Key >= from)
                        sum.Add(code, value);
            foreach (var (code, value) in stocks)
                sum.Add(code, value);
            sums.Add(sum.WithoutZeros());
        }
        return sums;
    }
}
