using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Messaging;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.Initiatives;

/// <summary>What all changes of an initiative share: its lock, the version check, the step, the event, one transaction.</summary>
public sealed class InitiativeChange(ActivityDbContext db, Caller caller, TimeProvider clock)
{
    /// <param name="id">The initiative.</param>
    /// <param name="http">Carries If-Match; gets the new ETag.</param>
    /// <param name="isDone">True where the step that made this version is the one that this change would take: a retry.</param>
    /// <param name="rightPath">Path of the unit over which the caller needs a right for it.</param>
    /// <param name="judge">Why it cannot be done; null where it can.</param>
    /// <param name="apply">Changes the initiative and returns the step; null where there is nothing to change.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    internal async Task<Results<Ok<InitiativeResponse>, ProblemHttpResult>> ApplyAsync(
        Guid id,
        HttpContext http,
        Func<Initiative, InitiativeStep, bool> isDone,
        Func<Initiative, string> rightPath,
        Func<Initiative, Task<ProblemHttpResult?>> judge,
        Func<Initiative, string, DateTimeOffset, InitiativeStep?> apply,
        CancellationToken cancellationToken
    )
    {
        if (http.Request.IfMatch() is not { } expected)
            return CommonProblems.VersionRequired.Result();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (initiative, problem) = await db.FindInitiativeAsync(id, caller, clock, lockIt: true, cancellationToken);
        if (initiative is null)
            return problem!;
        var latest = await db.InitiativeSteps.FindAsync([id, initiative.Version], cancellationToken);
        // A retry whose first try arrived finds its own work done; only who took the step can have sent it before.
        if (initiative.Version == expected + 1 && latest!.TakenBy == caller.ClientId && isDone(initiative, latest))
            return Answer(initiative);
        if (initiative.Version != expected)
            return CommonProblems.VersionStale.Result(initiative.Version);
        var right = rightPath(initiative);
        if (!caller.MayTouch(right))
            return CommonProblems.UnitOutOfScope.Result(Initiative.CodeOf(right));
        if (await judge(initiative) is { } refusal)
            return refusal;
        var now = clock.GetUtcNow();
        if (apply(initiative, caller.ClientId, now) is { } step)
        {
            db.InitiativeSteps.Add(step);
            var isTold =
                step.Kind == InitiativeStep.Published
                || (step.Kind == InitiativeStep.Withdrawn && initiative.PublishedOn is not null);
            if (isTold)
                db.Outbox.Add(
                    OutboxMessage.From(
                        new InitiativesPublished(now, [initiative.ToFact()]),
                        UnitPath.Province(initiative.UnitPath)
                    )
                );
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        return Answer(initiative);

        Ok<InitiativeResponse> Answer(Initiative current)
        {
            http.Response.SetETag(current.Version);
            return TypedResults.Ok(InitiativeResponse.Of(current));
        }
    }
}
