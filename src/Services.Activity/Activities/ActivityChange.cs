using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Messaging;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Activity.ActivityReviews;
using CongNgheSo.Services.Activity.Topics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Activities;

/// <summary>What correcting and voiding share: the version check, the superseded version, the event,
/// the review of what is beyond the usual, one transaction.</summary>
public sealed class ActivityChange(ActivityDbContext db, Caller caller, ActivityCatalogue catalogue, TimeProvider clock)
{
    /// <param name="id">The activity.</param>
    /// <param name="http">Carries If-Match; gets the new ETag.</param>
    /// <param name="isDone">True where the activity already stands as this change would leave it.</param>
    /// <param name="content">What it is to say; null where the change leaves that as it is.</param>
    /// <param name="reason">Why it is changed.</param>
    /// <param name="apply">Changes the activity and returns the superseded version.</param>
    /// <param name="toEvent">The event that tells of it.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<Results<Ok<ActivityResponse>, ProblemHttpResult>> ApplyAsync<TEvent>(
        Guid id,
        HttpContext http,
        Func<RecordedActivity, bool> isDone,
        ActivityContent? content,
        string reason,
        Func<RecordedActivity, string, DateTimeOffset, ActivityVersion> apply,
        Func<DateTimeOffset, ActivityFact, TEvent> toEvent,
        CancellationToken cancellationToken
    )
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(http);
        if (http.Request.IfMatch() is not { } expected)
            return CommonProblems.VersionRequired.Result();
        var (activity, problem) = await db.FindActivityAsync(id, caller, cancellationToken);
        if (activity is null)
            return problem!;
        // A retry whose first try arrived finds its own work done.
        if (activity.Version == expected + 1 && isDone(activity))
            return await AnswerAsync(activity);
        if (activity.Version != expected)
            return CommonProblems.VersionStale.Result(activity.Version);
        if (activity.Voided)
            return ActivityProblems.AlreadyVoided.Result(id);
        // What changes nothing makes no version.
        if (isDone(activity))
            return await AnswerAsync(activity);

        var now = clock.GetUtcNow();
        var team = await db.Teams.SingleAsync(copy => copy.Id == activity.TeamId, cancellationToken);
        if (
            content is not null
            && (
                ActivityTeams.JudgeDay(team.Id, content.OccurredOn, team.EstablishedOn, team.DissolvedOn)
                ?? catalogue.Current.Judge(content, UnitPath.Province(team.UnitPath))
            )
                is { } not
        )
            return not.Result();
        db.ActivityVersions.Add(apply(activity, caller.ClientId, now));
        db.Outbox.Add(OutboxMessage.From(toEvent(now, activity.ToFact()), UnitPath.Province(team.UnitPath)));
        if (content is not null && catalogue.Current.Flags(content) is { Count: > 0 } flags)
            db.ActivityReviews.Add(new ActivityReview(id, activity.Version, team.Id, content.OccurredOn, flags, now));
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await db.CloseReviewsAsync(activity, caller.ClientId, reason, now, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        // Whoever changed it at the same moment holds the version, or has kept it as superseded already.
        catch (Exception exception)
            when (exception is DbUpdateConcurrencyException
                || DatabaseFailures.IsUniqueViolation(exception)
                || DatabaseFailures.IsMovedMeanwhile(exception)
            )
        {
            return CommonProblems.VersionStale.Result(expected + 1);
        }
        return await AnswerAsync(activity);

        async Task<Ok<ActivityResponse>> AnswerAsync(RecordedActivity current)
        {
            http.Response.SetETag(current.Version);
            return TypedResults.Ok(await db.RespondAsync(current, cancellationToken));
        }
    }
}
