using static CongNgheSo.Services.Reporting.Findings.FindingStatistics;

namespace CongNgheSo.Services.Reporting.Findings;

/// <summary>Looks through what was read of a province.</summary>
internal static class FindingSearch
{
    private const int SmallestPeerLevel = 2;

    public static IEnumerable<FoundIssue> Search(ProvinceFigures read, IReadOnlyList<FindingRule> rules) =>
        [.. Outliers(read), .. Jumps(read), .. Broken(read, rules), .. LookAlikes(read), .. Silent(read)];

    /// <summary>Among the units of a level that have counted it in the month: what did not happen says nothing of how much.</summary>
    private static IEnumerable<FoundIssue> Outliers(ProvinceFigures read) =>
        from figure in read.Months
        where figure.Value > 0 && read.Units[figure.UnitId].Level >= SmallestPeerLevel
        group figure by (figure.Indicator, figure.Month, read.Units[figure.UnitId].Level) into peers
        let values = peers.ToList()
        where values.Count >= MinPeers && peers.Key.Month >= read.FirstMonth
        let median = Median([.. values.Select(figure => (double)figure.Value)])
        from scored in values.Zip(Scores([.. values.Select(figure => figure.Value)]))
        where IsOutlier(scored.Second, scored.First.Value, median)
        select Monthly(
            FindingKinds.Outlier,
            read,
            scored.First.UnitId,
            peers.Key.Month,
            peers.Key.Indicator,
            ("value", scored.First.Value),
            ("median", Rounded(median)),
            ("score", Rounded(scored.Second)),
            ("peers", values.Count)
        );

    private static IEnumerable<FoundIssue> Jumps(ProvinceFigures read)
    {
        var values = read.Months.ToDictionary(
            figure => (figure.UnitId, figure.Indicator, figure.Month),
            each => each.Value
        );
        // Also where nothing was counted any more.
        var series = read.Months.Select(figure => (figure.UnitId, figure.Indicator)).Distinct();
        foreach (var (unit, indicator) in series)
            for (var month = read.FirstMonth; month <= read.LastMonth; month = month.AddMonths(1))
            {
                var before = values.GetValueOrDefault((unit, indicator, month.AddMonths(-1)));
                var now = values.GetValueOrDefault((unit, indicator, month));
                if (IsJump(before, now))
                    yield return Monthly(
                        FindingKinds.Jump,
                        read,
                        unit,
                        month,
                        indicator,
                        ("value", now),
                        ("before", before)
                    );
            }
    }

    private static IEnumerable<FoundIssue> Broken(ProvinceFigures read, IReadOnlyList<FindingRule> rules)
    {
        var values = read.Months.ToDictionary(
            figure => (figure.UnitId, figure.Indicator, figure.Month),
            each => each.Value
        );
        foreach (var rule in rules)
        foreach (
            var figure in read.Months.Where(each => each.Indicator == rule.Smaller && each.Month >= read.FirstMonth)
        )
        {
            var larger = values.GetValueOrDefault((figure.UnitId, rule.Larger, figure.Month));
            if (larger > 0 && figure.Value > larger)
                yield return Monthly(
                    FindingKinds.Rule,
                    read,
                    figure.UnitId,
                    figure.Month,
                    rule.Smaller,
                    ("value", figure.Value),
                    ("limit", larger)
                ) with
                {
                    Subject = rule.Code,
                };
        }
    }

    private static IEnumerable<FoundIssue> LookAlikes(ProvinceFigures read) =>
        read.LookAlikes.Select(same => new FoundIssue(
            FindingKinds.LookAlike,
            read.Units[same.ParentId],
            same.FiguresHash,
            null,
            same.Day,
            same.Day,
            new SortedDictionary<string, decimal>(StringComparer.Ordinal)
            {
                ["records"] = same.Records,
                ["people"] = same.People,
            },
            same.Units
        ));

    private static IEnumerable<FoundIssue> Silent(ProvinceFigures read) =>
        from rhythm in read.Rhythms
        let days = read.Today.DayNumber - rhythm.LastDay.DayNumber
        where IsSilent(days, rhythm.UsualPause)
        select new FoundIssue(
            FindingKinds.Silent,
            read.Units[rhythm.UnitId],
            "",
            null,
            rhythm.LastDay,
            rhythm.LastDay,
            // Not the days that passed: each morning would make a change of it.
            new SortedDictionary<string, decimal>(StringComparer.Ordinal)
            {
                ["usual-pause"] = Rounded(rhythm.UsualPause),
                ["days"] = rhythm.Days,
            },
            []
        );

    private static FoundIssue Monthly(
        string kind,
        ProvinceFigures read,
        int unitId,
        DateOnly month,
        string indicator,
        params (string Name, decimal Value)[] figures
    ) =>
        new(
            kind,
            read.Units[unitId],
            indicator,
            indicator,
            month,
            month.AddMonths(1).AddDays(-1),
            new SortedDictionary<string, decimal>(
                figures.ToDictionary(figure => figure.Name, figure => figure.Value),
                StringComparer.Ordinal
            ),
            []
        );

    private static decimal Rounded(double value) => Math.Round((decimal)value, 1, MidpointRounding.AwayFromZero);
}
