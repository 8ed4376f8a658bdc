using CongNgheSo.Services.Registry.Units;

namespace CongNgheSo.Services.Registry.Reorganizations;

/// <summary>Who stands above whom while a tree is redrawn.</summary>
internal sealed class UnitAncestry(IReadOnlyList<Unit> units)
{
    private readonly Dictionary<int, Unit> byId = units.ToDictionary(unit => unit.Id);

    public Unit this[int id] => byId[id];

    public void Add(Unit unit) => byId[unit.Id] = unit;

    /// <summary>What stands above the unit, or has taken the place of what did.</summary>
    public Unit StandIn(Unit unit)
    {
        var at = byId[unit.LastParent];
        while (at.ValidTo is not null)
            at = byId[at.Parent ?? at.LastParent];
        return at;
    }

    /// <summary>
    /// The lowest unit that stands above all of them; where they lie in several provinces, what stands in for the parent of
    /// the one that ended.
    /// </summary>
    public Unit LowestAbove(Unit ended, List<Unit> several)
    {
        var above = several.ConvertAll(unit => UpFrom(unit).Skip(1).ToList());
        var lowest = above[0].First(unit => above.TrueForAll(others => others.Contains(unit)));
        return lowest.Level > 0 ? lowest : StandIn(ended);
    }

    private IEnumerable<Unit> UpFrom(Unit unit)
    {
        for (var at = unit; at is not null; at = at.Parent is { } parent ? byId[parent] : null)
            yield return at;
    }
}
