using CongNgheSo.Services.Reporting.Facts;
using CongNgheSo.Services.Reporting.PlanProgress;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>Values of units beside each other.</summary>
internal static class Ranking
{
    public const string Highest = "highest";
    public const string Lowest = "lowest";
    public const string Rise = "rise";
    public const string Fall = "fall";

    public static readonly string[] Orders = [Highest, Lowest, Rise, Fall];

    /// <summary>One indicator of each unit, in the period and in the one that it is compared with; not ranked.</summary>
    public static async Task<List<RankedUnit>> ReadAsync(
        ReportingDbContext db,
        KeptTotals totals,
        RollupQuestion question,
        IReadOnlyList<ProgressUnit> units,
        string indicator,
        string compare,
        CancellationToken cancellationToken
    )
    {
        var wanted = await WantedIndicators.ReadAsync(db, indicator, cancellationToken);
        var before = question.ComparedWith(compare);
        var sums = await totals.SumAsync(
            [.. units.Select(unit => new RollupUnitKey(unit.Id, unit.Level))],
            [(question.From, question.To), before],
            wanted.IsRead,
            wanted.HasStocks,
            question.TreeOn,
            cancellationToken
        );
        int[] ids = [.. units.Select(unit => unit.Id)];
        var now = await wanted.ReferencesAsync(db, ids, question.TreeOn ?? question.To, cancellationToken);
        var then = await wanted.ReferencesAsync(db, ids, question.TreeOn ?? before.To, cancellationToken);
        return
        [
            .. units.Zip(
                sums,
                (unit, figures) =>
                    Compare(
                        unit,
                        Value(figures[0], now[unit.Id], question.To),
                        Value(figures[1], then[unit.Id], before.To)
                    )
            ),
        ];

        decimal? Value(Figures figures, Dictionary<string, long?> references, DateOnly day) =>
            wanted.Work(figures, references, day) is { } worked
                ? worked[indicator]
                : figures.GetValueOrDefault(indicator);
    }

    /// <summary>In the order asked for, ties by code; what cannot be ranked last.</summary>
    public static IReadOnlyList<RankedUnit> Rank(IEnumerable<RankedUnit> units, string order)
    {
        RankedUnit[] sorted =
        [
            .. units
                .OrderBy(unit => Key(unit) is null)
                .ThenBy(Key)
                .ThenBy(unit => unit.UnitCode, StringComparer.Ordinal),
        ];
        var rank = 0;
        for (var index = 0; index < sorted.Length && Key(sorted[index]) is { } key; index++)
        {
            if (index == 0 || Key(sorted[index - 1]) != key)
                rank = index + 1;
            sorted[index] = sorted[index] with { Rank = rank };
        }
        return sorted;

        decimal? Key(RankedUnit unit) =>
            order switch
            {
                Highest => -unit.Value,
                Lowest => unit.Value,
                Rise => -unit.Change,
                _ => unit.Change,
            };
    }

    private static RankedUnit Compare(ProgressUnit unit, decimal? value, decimal? before) =>
        new(
            null,
            unit.Code,
            unit.FullName,
            unit.Level,
            value,
            before,
            value - before,
            value - before is { } change ? PlanComparison.PerCent(change, before) : null
        );
}
