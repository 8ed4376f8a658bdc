namespace CongNgheSo.Contracts.Activity.V1;

/// <summary>Initiatives were published for a unit and all below it, for a wider one, or withdrawn after that.</summary>
/// <param name="OccurredAt">When Activity committed it (UTC).</param>
/// <param name="Facts">The initiatives; all of one province.</param>
public sealed record InitiativesPublished(DateTimeOffset OccurredAt, IReadOnlyList<InitiativeFact> Facts);

/// <summary>An initiative as it stands at <paramref name="Version"/>; a higher version replaces a lower one.</summary>
/// <param name="InitiativeId">Id of the initiative.</param>
/// <param name="Version">Grows with each step of its life; not every step is told here.</param>
/// <param name="TeamId">The team that proposed it; null where a unit did.</param>
/// <param name="UnitId">Surrogate id of the unit that proposed it, or of the team's.</param>
/// <param name="Topics">Codes of its topics.</param>
/// <param name="PublishedUnitId">Surrogate id of the unit for which it is published, with all below.</param>
/// <param name="PublishedOn">The day on which it was published there (Vietnam time).</param>
/// <param name="Withdrawn">True once it is published no more.</param>
public sealed record InitiativeFact(
    Guid InitiativeId,
    int Version,
    Guid? TeamId,
    int UnitId,
    IReadOnlyList<string> Topics,
    int PublishedUnitId,
    DateOnly PublishedOn,
    bool Withdrawn
);

/// <summary>Teams or units said that they applied initiatives, or took it back.</summary>
/// <param name="OccurredAt">When Activity committed it (UTC).</param>
/// <param name="Facts">The applications; all of one province.</param>
public sealed record InitiativesApplied(DateTimeOffset OccurredAt, IReadOnlyList<InitiativeApplicationFact> Facts);

/// <summary>One application as it stands at <paramref name="Version"/>.</summary>
/// <param name="ApplicationId">Id of the application.</param>
/// <param name="Version">1 when recorded, 2 when taken back.</param>
/// <param name="InitiativeId">The initiative.</param>
/// <param name="TeamId">The team that applied it; null where the unit itself did.</param>
/// <param name="UnitId">Surrogate id of the unit, or of the team's unit.</param>
/// <param name="AppliedOn">The day (Vietnam time).</param>
/// <param name="Withdrawn">True once it no longer counts.</param>
public sealed record InitiativeApplicationFact(
    Guid ApplicationId,
    int Version,
    Guid InitiativeId,
    Guid? TeamId,
    int UnitId,
    DateOnly AppliedOn,
    bool Withdrawn
);
