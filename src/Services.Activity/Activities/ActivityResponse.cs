using CongNgheSo.Services.Activity.ActivityReviews;

namespace CongNgheSo.Services.Activity.Activities;

/// <summary>An activity.</summary>
/// <param name="Id">Id of the activity.</param>
/// <param name="Version">1 when recorded; each correction or voiding adds one. Also the ETag.</param>
/// <param name="TeamId">The team that did it.</param>
/// <param name="OccurredOn">The day on which it took place (Vietnam time).</param>
/// <param name="Topic">Code of the skill or pillar (see /v1/topics).</param>
/// <param name="Form">Code of the form.</param>
/// <param name="Audience">Code of the audience.</param>
/// <param name="PeopleGuided">People guided.</param>
/// <param name="Households">Households reached.</param>
/// <param name="Outcomes">Counted results by outcome code.</param>
/// <param name="Channel">Code of the channel through which it was held; null where it was held in person.</param>
/// <param name="Voided">True once it no longer counts.</param>
/// <param name="Flags">Figures beyond the usual that wait for review; empty where there are none or they were confirmed.</param>
public sealed record ActivityResponse(
    Guid Id,
    int Version,
    Guid TeamId,
    DateOnly OccurredOn,
    string Topic,
    string Form,
    string Audience,
    int PeopleGuided,
    int Households,
    IReadOnlyDictionary<string, long> Outcomes,
    string? Channel,
    bool Voided,
    IReadOnlyList<ActivityFlagResponse> Flags
)
{
    internal static ActivityResponse Of(RecordedActivity activity, IReadOnlyList<ActivityFlag> flags) =>
        Of(activity.Id, activity.Version, activity.TeamId, activity.Content, activity.Voided, flags);

    internal static ActivityResponse AsRecorded(ActivityRow row, IReadOnlyList<ActivityFlag> flags) =>
        Of(row.Id, 1, row.TeamId, row.Content, voided: false, flags);

    internal static ActivityResponse Of(
        Guid id,
        int version,
        Guid teamId,
        ActivityContent content,
        bool voided,
        IReadOnlyList<ActivityFlag> flags
    ) =>
        new(
            id,
            version,
            teamId,
            content.OccurredOn,
            content.Topic,
            content.Form,
            content.Audience,
            content.PeopleGuided,
            content.Households,
            content.Outcomes,
            content.Channel,
            voided,
            [.. flags.Select(ActivityFlagResponse.Of)]
        );
}
