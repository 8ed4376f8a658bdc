namespace CongNgheSo.Contracts.Activity.V1;

/// <summary>Obstacles were raised, or took a step: escalated, answered, reopened, closed, withdrawn, joined.</summary>
/// <param name="OccurredAt">When Activity committed it (UTC).</param>
/// <param name="Facts">Each obstacle as it now stands, at most 500 a message; all of one province.</param>
public sealed record ObstaclesChanged(DateTimeOffset OccurredAt, IReadOnlyList<ObstacleFact> Facts);

/// <summary>One obstacle as it stands at <paramref name="Version"/>; a higher version replaces a lower one. No text of it.</summary>
/// <param name="ObstacleId">Id of the obstacle.</param>
/// <param name="Version">1 when raised; each step adds one.</param>
/// <param name="UnitId">Surrogate id of the unit of the team that raised it, when it did.</param>
/// <param name="RaisedOn">The day on which it was met (Vietnam time).</param>
/// <param name="Cause">Code of its cause ("forgotten-account", "no-signal", ...).</param>
/// <param name="Status">"open", "answered", "closed" or "withdrawn"; what was withdrawn counts for nothing.</param>
/// <param name="Level">The level at which it waits, or was last handled: 4 village, 3 commune, 2 district, 1 province, 0 nation.</param>
/// <param name="DueOn">Last day for that level's answer; null where it is not open.</param>
/// <param name="AnsweredOn">The day of the answer that stands; null where none does.</param>
public sealed record ObstacleFact(
    Guid ObstacleId,
    int Version,
    int UnitId,
    DateOnly RaisedOn,
    string Cause,
    string Status,
    int Level,
    DateOnly? DueOn,
    DateOnly? AnsweredOn
);
