using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Activity.ActivityReviews;
using CongNgheSo.Services.Activity.HeldChanges;
using CongNgheSo.Services.Activity.Topics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Activities;

/// <summary>
/// What correcting and voiding share: the version check, the superseded version, the event, the review of what is beyond
/// the usual, what waited for it, one transaction. A change that comes before its version is held.
/// </summary>
public sealed class ActivityChange(
    ActivityDbContext db,
    Caller caller,
    ActivityCatalogue catalogue,
    HeldChangeOptions options,
    TimeProvider clock
)
{
    /// <param name="id">The activity.</param>
    /// <param name="change">What is asked for.</param>
    /// <param name="http">Carries If-Match; gets the new ETag.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<Results<Ok<ActivityResponse>, Accepted<HeldChangeResponse>, ProblemHttpResult>> ApplyAsync(
        Guid id,
        RequestedChange change,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(http);
        if (http.Request.IfMatch() is not { } expected)
            return CommonProblems.VersionRequired.Result();
        while (true)
            try
            {
                return await TryApplyAsync(id, expected, change, http, cancellationToken);
            }
            // Another change has moved it to another month while this one waited for it: look again.
            catch (Exception exception) when (DatabaseFailures.IsMovedMeanwhile(exception))
            {
                db.ChangeTracker.Clear();
            }
    }

    private async Task<Results<Ok<ActivityResponse>, Accepted<HeldChangeResponse>, ProblemHttpResult>> TryApplyAsync(
        Guid id,
        int expected,
        RequestedChange change,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(id, cancellationToken) is not { } activity)
            return expected > 0 ? await HoldAsync() : ActivityProblems.NotFound.Result(id);
        var team = await db.Teams.SingleAsync(copy => copy.Id == activity.TeamId, cancellationToken);
        if (!caller.MayTouch(team.UnitPath))
            return CommonProblems.UnitOutOfScope.Result(team.UnitPath.Split('/')[^1]);
        if (activity.Version > expected)
            return await FormerAnswerAsync(activity, expected, change, cancellationToken) is { } former
                ? Answer(former)
                : CommonProblems.VersionStale.Result(activity.Version);
        if (activity.Voided)
            return ActivityProblems.AlreadyVoided.Result(id);
        if (change.Judge(activity, team, catalogue.Current) is { } not)
            return not.Result();
        if (activity.Version < expected)
            return await HoldAsync();
        // What changes nothing makes no version.
        if (change.IsDone(activity))
            return Answer(await db.RespondAsync(activity, cancellationToken));
        return Answer(await ChangeAsync(activity, team, change, cancellationToken));

        async Task<Results<Ok<ActivityResponse>, Accepted<HeldChangeResponse>, ProblemHttpResult>> HoldAsync()
        {
            var now = clock.GetUtcNow();
            var time = (now, TimeSpan.FromDays(options.HeldDays));
            if (
                await HeldChangeQueue.HoldAsync(db, (id, expected), change, caller, time, cancellationToken)
                is not { } held
            )
                return HeldChangeProblems.Taken.Result(id, expected);
            await transaction.CommitAsync(cancellationToken);
            return TypedResults.Accepted($"/v1/activities/{id}/held-changes", HeldChangeResponse.Of(held, now));
        }

        Ok<ActivityResponse> Answer(ActivityResponse answer)
        {
            http.Response.SetETag(answer.Version);
            return TypedResults.Ok(answer);
        }
    }

    /// <summary>The activity, which nobody else changes until the transaction ends; null where nobody records it until then.</summary>
    private async Task<RecordedActivity?> LockAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await ReadAsync() is { } known)
            return known;
        await HeldChangeLock.TakeAsync(db, id, cancellationToken);
        // It may have been recorded while we waited.
        return await ReadAsync();

        async Task<RecordedActivity?> ReadAsync() =>
            (
                await db
                    .Activities.FromSql($"SELECT * FROM activities WHERE id = {id} FOR UPDATE")
                    .ToListAsync(cancellationToken)
            ).SingleOrDefault();
    }

    /// <summary>What a change was answered that was applied before later ones, or that changed nothing then.</summary>
    /// <returns>Null where this is another change.</returns>
    private async Task<ActivityResponse?> FormerAnswerAsync(
        RecordedActivity activity,
        int expected,
        RequestedChange change,
        CancellationToken cancellationToken
    )
    {
        if (activity.Version == expected + 1 && change.IsDone(activity))
            return await db.RespondAsync(activity, cancellationToken);
        var versions = await db
            .ActivityVersions.AsNoTracking()
            .Where(version =>
                version.ActivityId == activity.Id && (version.Version == expected || version.Version == expected + 1)
            )
            .OrderByDescending(version => version.Version)
            .ToListAsync(cancellationToken);
        return versions.Find(version => change.Leaves(version.Content)) is { } then
            ? ActivityResponse.Of(
                activity.Id,
                then.Version,
                activity.TeamId,
                then.Content,
                voided: false,
                Flags(then.Content)
            )
            : null;
    }

    private async Task<ActivityResponse> ChangeAsync(
        RecordedActivity activity,
        TeamCopy team,
        RequestedChange change,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var (superseded, told) = change.Apply(activity, team.UnitPath, caller.ClientId, now);
        db.ActivityVersions.Add(superseded);
        db.Outbox.Add(told);
        await db.ReviewAsync(activity, change, caller.ClientId, catalogue.Current, now, cancellationToken);
        // Whatever follows from it at once, this is what it was answered, and will be again.
        var answer = ActivityResponse.Of(activity, change.Content is null ? [] : Flags(change.Content));
        await HeldChangeQueue.ApplyAsync(db, [activity], catalogue.Current, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await db.Database.CurrentTransaction!.CommitAsync(cancellationToken);
        return answer;
    }

    private IReadOnlyList<ActivityFlag> Flags(ActivityContent content) => catalogue.Current.Flags(content);
}
