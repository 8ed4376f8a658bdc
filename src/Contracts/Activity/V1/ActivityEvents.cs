namespace CongNgheSo.Contracts.Activity.V1;

/// <summary>Teams' activities were recorded for the first time.</summary>
/// <param name="OccurredAt">When Activity committed them (UTC).</param>
/// <param name="Facts">The activities, at most 500 a message; all of one province.</param>
public sealed record ActivitiesRecorded(DateTimeOffset OccurredAt, IReadOnlyList<ActivityFact> Facts);

/// <summary>Recorded activities were corrected; each fact is the whole activity as it now stands.</summary>
/// <param name="OccurredAt">When Activity committed the corrections (UTC).</param>
/// <param name="Facts">The activities as corrected.</param>
public sealed record ActivitiesCorrected(DateTimeOffset OccurredAt, IReadOnlyList<ActivityFact> Facts);

/// <summary>Recorded activities were voided: they count for nothing any more.</summary>
/// <param name="OccurredAt">When Activity committed the voiding (UTC).</param>
/// <param name="Facts">The activities, with <see cref="ActivityFact.Voided"/> set.</param>
public sealed record ActivitiesVoided(DateTimeOffset OccurredAt, IReadOnlyList<ActivityFact> Facts);

/// <summary>One activity as it stands at <paramref name="Version"/>; a higher version replaces a lower one.</summary>
/// <param name="ActivityId">Id of the activity.</param>
/// <param name="Version">1 when recorded; each correction or voiding adds one.</param>
/// <param name="TeamId">The team that did it.</param>
/// <param name="UnitId">Surrogate id of the team's unit when it was recorded.</param>
/// <param name="OccurredOn">The day on which it took place (Vietnam time).</param>
/// <param name="Topic">Code of the skill or pillar it served ("public-services", "online-payment", "digital-government", ...).</param>
/// <param name="Form">Code of its form ("household-visit", "culture-house", ...).</param>
/// <param name="Audience">Code of its audience ("elderly", "farmers", ...).</param>
/// <param name="PeopleGuided">People guided, 0 or more.</param>
/// <param name="Households">Households reached, 0 or more.</param>
/// <param name="Outcomes">Counted results by indicator code ("vneid-level2-activated": 3).</param>
/// <param name="Voided">True once it no longer counts.</param>
public sealed record ActivityFact(
    Guid ActivityId,
    int Version,
    Guid TeamId,
    int UnitId,
    DateOnly OccurredOn,
    string Topic,
    string Form,
    string Audience,
    int PeopleGuided,
    int Households,
    IReadOnlyDictionary<string, long> Outcomes,
    bool Voided
);
