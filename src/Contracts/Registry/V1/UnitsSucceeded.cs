namespace CongNgheSo.Contracts.Registry.V1;

/// <summary>A legal act or a catalogue said which units went into which, or such an act was revoked.</summary>
/// <param name="OccurredAt">When Registry committed the change (UTC).</param>
/// <param name="Facts">Each succession as it now stands, at most 500 a message.</param>
public sealed record UnitsSucceeded(DateTimeOffset OccurredAt, IReadOnlyList<UnitSuccessionFact> Facts);

/// <summary>
/// All or a part of one unit went into another by one act; a higher version replaces a lower one. A unit that an act
/// names and leaves as it is succeeds itself.
/// </summary>
/// <param name="PredecessorId">Surrogate id of the unit of the day before.</param>
/// <param name="SuccessorId">Surrogate id of the unit of the day.</param>
/// <param name="ReorganizationId">Id of the act; null where a catalogue brought it.</param>
/// <param name="Version">1 when enacted, 2 when revoked.</param>
/// <param name="Day">First day of the successor.</param>
/// <param name="Partial">True where only a part went there.</param>
/// <param name="Primary">True where what belonged to it follows there by itself.</param>
/// <param name="Population">"all", "some" or "none" of its people, where the act says so.</param>
/// <param name="ActNumber">Number of the act ("202/2025/QH15"); null where a catalogue brought it.</param>
/// <param name="Revoked">True where the act was revoked: nothing went anywhere.</param>
public sealed record UnitSuccessionFact(
    int PredecessorId,
    int SuccessorId,
    Guid? ReorganizationId,
    int Version,
    DateOnly Day,
    bool Partial,
    bool Primary,
    string? Population,
    string? ActNumber,
    bool Revoked
);
