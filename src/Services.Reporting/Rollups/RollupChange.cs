using CongNgheSo.Contracts;
using CongNgheSo.Services.Reporting.Facts;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>What a transaction changes in the totals, merged before anything is written.</summary>
internal sealed class RollupChange
{
    private static readonly Dictionary<DateOnly, Figures> NoDays = [];

    private readonly Dictionary<int, Dictionary<DateOnly, Figures>> rows = [];

    public IEnumerable<int> Units => rows.Keys;

    /// <summary>The unit's figures by day.</summary>
    public IReadOnlyDictionary<DateOnly, Figures> this[int unitId] => rows.GetValueOrDefault(unitId, NoDays);

    public void Add(int unitId, DateOnly day, Figures figures, int sign = 1)
    {
        var sum = Row(unitId, day);
        foreach (var (code, value) in figures)
            sum.Add(code, sign * value);
    }

    public void Add(RollupChange other)
    {
        foreach (var (unitId, days) in other.rows)
        foreach (var (day, figures) in days)
            Add(unitId, day, figures);
    }

    /// <summary>
    /// Adds a unit's days to each of <paramref name="ancestors"/>. A flow counts for those that stood above on its day.
    /// A stock counts from its day on, and moves: out of a unit on the day that it no longer stands above, into the one
    /// that does.
    /// </summary>
    public void AddTo(IEnumerable<Ancestor> ancestors, IReadOnlyDictionary<DateOnly, Figures> days, int sign = 1)
    {
        foreach (var ancestor in ancestors)
        foreach (var (day, figures) in days)
        {
            if (day >= ancestor.To)
                continue;
            foreach (var (code, value) in figures)
            {
                var isStock = IndicatorCodes.IsStock(code);
                if (day < ancestor.From && !isStock)
                    continue;
                Row(ancestor.UnitId, day < ancestor.From ? ancestor.From : day).Add(code, sign * value);
                if (isStock && ancestor.To < DateOnly.MaxValue)
                    Row(ancestor.UnitId, ancestor.To).Add(code, -sign * value);
            }
        }
    }

    /// <summary>All rows, in the order of units and days.</summary>
    public IEnumerable<(int UnitId, DateOnly Day, Figures Figures)> Rows() =>
        rows.SelectMany(unit => unit.Value, (unit, day) => (UnitId: unit.Key, Day: day.Key, Figures: day.Value))
            .OrderBy(row => (row.UnitId, row.Day));

    /// <summary>The sums of the days of each month, on its first day, of the units that <paramref name="has"/> names.</summary>
    public RollupChange ByMonth(Func<int, bool> has)
    {
        var months = new RollupChange();
        foreach (var (unitId, days) in rows)
            if (has(unitId))
                foreach (var (day, figures) in days)
                    months.Add(unitId, day.AddDays(1 - day.Day), figures);
        return months;
    }

    /// <summary>Forgets a unit, and answers what was known of it.</summary>
    public IReadOnlyDictionary<DateOnly, Figures> Take(int unitId) => rows.Remove(unitId, out var days) ? days : NoDays;

    private Figures Row(int unitId, DateOnly day)
    {
        if (!rows.TryGetValue(unitId, out var days))
            rows.Add(unitId, days = []);
        if (!days.TryGetValue(day, out var figures))
            days.Add(day, figures = []);
        return figures;
    }
}
