using CongNgheSo.Services.Reporting.Facts;
using CongNgheSo.Services.Reporting.PlanProgress;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>What a period is compared with.</summary>
internal static class RollupComparisons
{
    public const string Previous = "previous";
    public const string LastYear = "last-year";

    public static readonly string[] All = [Previous, LastYear];

    public static RollupComparison Of(
        (DateOnly From, DateOnly To) before,
        Figures then,
        IReadOnlyDictionary<string, decimal?>? computed,
        Figures now
    )
    {
        var difference = new Figures();
        foreach (var (code, value) in now)
            difference.Add(code, value);
        foreach (var (code, value) in then)
            difference.Add(code, -value);
        difference = difference.WithoutZeros();
        return new RollupComparison(
            before.From,
            before.To,
            then,
            computed,
            difference,
            difference
                .Where(each => then.GetValueOrDefault(each.Key) != 0)
                .ToDictionary(each => each.Key, each => PlanComparison.PerCent(each.Value, then[each.Key])!.Value)
        );
    }
}
