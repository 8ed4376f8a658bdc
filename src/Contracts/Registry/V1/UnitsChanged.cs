namespace CongNgheSo.Contracts.Registry.V1;

/// <summary>Administrative units or villages were opened, renamed, moved or closed.</summary>
/// <param name="OccurredAt">When Registry committed the change (UTC).</param>
/// <param name="Facts">Each unit as it now stands, at most 500 a message.</param>
public sealed record UnitsChanged(DateTimeOffset OccurredAt, IReadOnlyList<UnitFact> Facts);

/// <summary>One unit as it stands at <paramref name="Version"/>; a higher version replaces a lower one.</summary>
/// <param name="UnitId">Surrogate id, never reused.</param>
/// <param name="Version">Starts at 1 and grows by one with each change of this unit.</param>
/// <param name="Code">"VN", a national code of 2, 3 or 5 digits, or a village's display code ("08494-003").</param>
/// <param name="Level">0 nation, 1 province, 2 district, 3 commune, 4 village.</param>
/// <param name="Type">What kind of unit it is, in Vietnamese ("Tỉnh", "Huyện", "Xã", "Thôn").</param>
/// <param name="Name">Name without the type ("Lâm Thao").</param>
/// <param name="FullName">Name with the type ("Xã Lâm Thao").</param>
/// <param name="ValidFrom">First day on which the unit exists.</param>
/// <param name="ValidTo">First day on which it no longer exists; null while it does.</param>
/// <param name="Placements">Where it hangs in the tree, period by period, oldest first; periods never overlap.</param>
public sealed record UnitFact(
    int UnitId,
    int Version,
    string Code,
    int Level,
    string Type,
    string Name,
    string FullName,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    IReadOnlyList<UnitPlacementFact> Placements
);

/// <summary>The unit's parent from one day up to, but not including, another.</summary>
/// <param name="ParentId">Surrogate id of the parent.</param>
/// <param name="ValidFrom">First day under this parent.</param>
/// <param name="ValidTo">First day no longer under this parent; null while it is.</param>
public sealed record UnitPlacementFact(int ParentId, DateOnly ValidFrom, DateOnly? ValidTo);
