using CongNgheSo.Contracts;
using CongNgheSo.Services.Reporting.Facts;
using CongNgheSo.Services.Reporting.Rollups;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.PlanProgress;

/// <summary>A unit whose progress is told.</summary>
internal sealed record ProgressUnit(int Id, string Code, string FullName, int Level);

/// <summary>What the totals say of a unit for a measure.</summary>
/// <param name="Actual">The indicator, from the first day of the period to the day asked for; of a stock, on that day.</param>
/// <param name="Start">Of a stock, on the eve of the period; 0 of a flow.</param>
/// <param name="Base">The denominator, as <paramref name="Actual"/>; null where the measure has none.</param>
/// <param name="Activities">Activities in these days.</param>
internal readonly record struct Counted(long Actual, long Start, long? Base, long Activities);

/// <summary>The totals of units, day by day up to the day asked for.</summary>
internal sealed class ProgressFigures
{
    private static readonly SortedDictionary<DateOnly, Figures> NoDays = [];

    private readonly Dictionary<int, SortedDictionary<DateOnly, Figures>> days;
    private readonly DateOnly on;

    private ProgressFigures(Dictionary<int, SortedDictionary<DateOnly, Figures>> days, DateOnly on) =>
        (this.days, this.on) = (days, on);

    /// <summary>Reads what these measures need of these units.</summary>
    /// <param name="db">The database.</param>
    /// <param name="units">The units.</param>
    /// <param name="measures">What is to be counted.</param>
    /// <param name="on">The last day.</param>
    /// <param name="boundariesOn">The day of the tree that all facts are counted by; null for each fact's own day.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ProgressFigures> ReadAsync(
        ReportingDbContext db,
        IReadOnlyCollection<ProgressUnit> units,
        IReadOnlyCollection<Measure> measures,
        DateOnly on,
        DateOnly? boundariesOn,
        CancellationToken cancellationToken
    )
    {
        if (boundariesOn is { } day)
        {
            var byUnit = new Dictionary<int, SortedDictionary<DateOnly, Figures>>();
            foreach (var unit in units)
                byUnit[unit.Id] = await UnitDays.ReadUnderTodayAsync(db, unit.Id, day, on, cancellationToken);
            return new ProgressFigures(byUnit, on);
        }
        int[] ids = [.. units.Select(unit => unit.Id)];
        var rows = db.UnitDays.AsNoTracking().Where(row => ids.Contains(row.UnitId) && row.Day <= on);
        // Only stocks stand on what was before.
        if (measures.Count > 0 && !measures.Any(HasStock))
        {
            var first = measures.Min(measure => measure.FirstDay);
            rows = rows.Where(row => row.Day >= first);
        }
        var read = await rows.ToListAsync(cancellationToken);
        return new ProgressFigures(
            read.GroupBy(row => row.UnitId)
                .ToDictionary(
                    unit => unit.Key,
                    unit => new SortedDictionary<DateOnly, Figures>(
                        unit.ToDictionary(row => row.Day, row => Figures.Parse(row.Figures))
                    )
                ),
            on
        );
    }

    public Counted Count(int unitId, Measure measure)
    {
        var known = days.GetValueOrDefault(unitId, NoDays);
        var codes = new HashSet<string> { measure.Indicator, IndicatorCodes.Activities };
        if (measure.Denominator is not null)
            codes.Add(measure.Denominator);
        var eve = measure.FirstDay.AddDays(-1);
        var sums = Periods.Sum(known, [(DateOnly.MinValue, eve), (measure.FirstDay, on)], codes);
        var isStock = IndicatorCodes.IsStock(measure.Indicator);
        return new Counted(
            sums[1].GetValueOrDefault(measure.Indicator),
            isStock ? sums[0].GetValueOrDefault(measure.Indicator) : 0,
            measure.Denominator is null ? null : sums[1].GetValueOrDefault(measure.Denominator),
            sums[1].GetValueOrDefault(IndicatorCodes.Activities)
        );
    }

    private static bool HasStock(Measure measure) =>
        IndicatorCodes.IsStock(measure.Indicator)
        || (measure.Denominator is not null && IndicatorCodes.IsStock(measure.Denominator));
}
