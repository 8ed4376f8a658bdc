using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Messaging;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Activity.Topics;

namespace CongNgheSo.Services.Activity.Activities;

/// <summary>A correction, or a voiding where there is no content.</summary>
/// <param name="Content">What the activity should say.</param>
/// <param name="Reason">Why.</param>
public sealed record RequestedChange(ActivityContent? Content, string Reason)
{
    /// <summary>True where an activity already stands as this change would leave it.</summary>
    public bool IsDone(RecordedActivity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return Content is null ? activity.Voided : !activity.Voided && Leaves(activity.Content);
    }

    /// <summary>True where it is a correction to this very content.</summary>
    public bool Leaves(ActivityContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Content?.Hash(Guid.Empty) == content.Hash(Guid.Empty);
    }

    public bool IsSame(RequestedChange other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Content is null ? Content is null : Leaves(other.Content);
    }

    /// <summary>
    /// A voiding says nothing; a correction has to stay within the team's life, and to say what can be said of its day. What
    /// the activity says already may stay, whatever became of the team and of its codes since.
    /// </summary>
    /// <returns>Why not; null where it does.</returns>
    public Refusal? Judge(RecordedActivity activity, TeamCopy team, CatalogueSnapshot sayable)
    {
        ArgumentNullException.ThrowIfNull(activity);
        ArgumentNullException.ThrowIfNull(team);
        ArgumentNullException.ThrowIfNull(sayable);
        if (Content is null)
            return null;
        var before = activity.Content.OccurredOn == Content.OccurredOn ? activity.Content : null;
        return (
                before is null
                    ? ActivityTeams.JudgeDay(team.Id, Content.OccurredOn, team.EstablishedOn, team.DissolvedOn)
                    : null
            ) ?? sayable.Judge(Content, UnitPath.Province(team.UnitPath), before);
    }

    /// <summary>Changes the activity.</summary>
    /// <returns>The version that was superseded, and the event that tells of the new one.</returns>
    public (ActivityVersion Superseded, OutboxMessage Event) Apply(
        RecordedActivity activity,
        string unitPath,
        string by,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(activity);
        var province = UnitPath.Province(unitPath);
        return Content is null
            ? (
                activity.Void(Reason, by, now),
                OutboxMessage.From(new ActivitiesVoided(now, [activity.ToFact()]), province)
            )
            : (
                activity.Correct(Content, Reason, by, now),
                OutboxMessage.From(new ActivitiesCorrected(now, [activity.ToFact()]), province)
            );
    }
}
