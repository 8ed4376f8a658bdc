namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>The totals of a unit, as far as its days lie in a span.</summary>
/// <param name="UnitId">The unit.</param>
/// <param name="From">First day.</param>
/// <param name="To">First day that no longer counts.</param>
/// <param name="Sign">1 where they are added, -1 where they are taken away.</param>
/// <param name="HasMonths">False for a village.</param>
internal readonly record struct CoverPart(int UnitId, DateOnly From, DateOnly To, int Sign, bool HasMonths);

/// <summary>Whose totals add up to the answer, each in its days.</summary>
/// <param name="UnitId">The unit that is asked for.</param>
/// <param name="Parts">Whose totals.</param>
/// <param name="Generation">The generation of the tree in which this holds; null in all.</param>
internal sealed record Cover(int UnitId, IReadOnlyList<CoverPart> Parts, long? Generation)
{
    /// <summary>A unit as it was on each day: its own totals.</summary>
    public static Cover AsWas(int unitId, int level) =>
        new(unitId, [new(unitId, DateOnly.MinValue, DateOnly.MaxValue, 1, level != Tree.VillageLevel)], null);
}
