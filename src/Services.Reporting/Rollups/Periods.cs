namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>Cuts a span of days into calendar periods.</summary>
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
}
