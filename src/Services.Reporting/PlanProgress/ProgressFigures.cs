using CongNgheSo.Contracts;
using CongNgheSo.Services.Reporting.Facts;
using CongNgheSo.Services.Reporting.Rollups;

namespace CongNgheSo.Services.Reporting.PlanProgress;

/// <summary>A unit whose progress is told.</summary>
internal sealed record ProgressUnit(int Id, string Code, string FullName, int Level);

/// <summary>What the totals say of a unit for a measure.</summary>
/// <param name="Actual">The indicator, from the first day of the period to the day asked for; of a stock, on that day.</param>
/// <param name="Start">Of a stock, on the eve of the period; 0 of a flow.</param>
/// <param name="Base">The denominator, as <paramref name="Actual"/>; null where the measure has none.</param>
/// <param name="Activities">Activities in these days.</param>
internal readonly record struct Counted(long Actual, long Start, long? Base, long Activities);

/// <summary>The totals of units in the periods of measures, up to the day asked for.</summary>
internal sealed class ProgressFigures
{
    private readonly Dictionary<(int UnitId, DateOnly FirstDay), (Figures Eve, Figures Period)> sums = [];

    /// <summary>Reads what these measures need of these units.</summary>
    /// <param name="totals">The totals.</param>
    /// <param name="units">The units.</param>
    /// <param name="measures">What is to be counted.</param>
    /// <param name="on">The last day.</param>
    /// <param name="boundariesOn">The day of the tree that all facts are counted by; null for each fact's own day.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ProgressFigures> ReadAsync(
        KeptTotals totals,
        IReadOnlyCollection<ProgressUnit> units,
        IReadOnlyCollection<Measure> measures,
        DateOnly on,
        DateOnly? boundariesOn,
        CancellationToken cancellationToken
    )
    {
        var codes = measures
            .SelectMany(measure => new[] { measure.Indicator, measure.Denominator })
            .OfType<string>()
            .Append(IndicatorCodes.Activities)
            .ToHashSet();
        DateOnly[] firstDays = [.. measures.Select(measure => measure.FirstDay).Distinct()];
        RollupUnitKey[] keys = [.. units.Select(unit => new RollupUnitKey(unit.Id, unit.Level)).Distinct()];
        // Of the eve only stocks are read, so its period is that day.
        var read = await totals.SumAsync(
            keys,
            [.. firstDays.SelectMany(day => new[] { (day.AddDays(-1), day.AddDays(-1)), (day, on) })],
            codes.Contains,
            codes.Any(IndicatorCodes.IsStock),
            boundariesOn,
            cancellationToken
        );
        var figures = new ProgressFigures();
        foreach (var (unit, periods) in keys.Zip(read))
        foreach (var (index, firstDay) in firstDays.Index())
            figures.sums[(unit.Id, firstDay)] = (periods[2 * index], periods[(2 * index) + 1]);
        return figures;
    }

    public Counted Count(int unitId, Measure measure)
    {
        var (eve, period) = sums[(unitId, measure.FirstDay)];
        return new Counted(
            period.GetValueOrDefault(measure.Indicator),
            IndicatorCodes.IsStock(measure.Indicator) ? eve.GetValueOrDefault(measure.Indicator) : 0,
            measure.Denominator is null ? null : period.GetValueOrDefault(measure.Denominator),
            period.GetValueOrDefault(IndicatorCodes.Activities)
        );
    }
}
