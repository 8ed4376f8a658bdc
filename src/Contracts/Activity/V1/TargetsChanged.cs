namespace CongNgheSo.Contracts.Activity.V1;

/// <summary>Targets of issued plans were set, changed, split or taken back.</summary>
/// <param name="OccurredAt">When Activity committed the change (UTC).</param>
/// <param name="Facts">Each target as it now stands, at most 500 a message; all of one province.</param>
public sealed record TargetsChanged(DateTimeOffset OccurredAt, IReadOnlyList<TargetFact> Facts);

/// <summary>
/// One target as it stands at <paramref name="Version"/>; a higher version replaces a lower one. It is a number where it
/// has neither a denominator nor a reference, else a share.
/// </summary>
/// <param name="TargetId">Id of the target.</param>
/// <param name="Version">Starts at 1 and grows by one with each change; versions of a plan's draft are not told of.</param>
/// <param name="PlanId">The plan that it belongs to.</param>
/// <param name="PlanUnitId">Surrogate id of the unit that the plan belongs to.</param>
/// <param name="UnitId">Surrogate id of the unit that is to reach it.</param>
/// <param name="TeamId">The team that is to reach it; null where the whole unit is.</param>
/// <param name="Indicator">Code of the indicator that is counted.</param>
/// <param name="Denominator">Code of the indicator of which it is a share; null where it is none.</param>
/// <param name="Reference">Code of the unit's reference figure of which it is a share; null where it is none.</param>
/// <param name="Value">The number to reach; of a share, hundredths of a per cent (5500 for 55 %).</param>
/// <param name="From">First day of its period.</param>
/// <param name="To">Last day of its period.</param>
/// <param name="Withdrawn">True once it no longer counts.</param>
public sealed record TargetFact(
    Guid TargetId,
    int Version,
    Guid PlanId,
    int PlanUnitId,
    int UnitId,
    Guid? TeamId,
    string Indicator,
    string? Denominator,
    string? Reference,
    long Value,
    DateOnly From,
    DateOnly To,
    bool Withdrawn
);
