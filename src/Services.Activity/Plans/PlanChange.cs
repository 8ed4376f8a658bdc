using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Plans;

/// <summary>What all changes of a plan share: the lock, the rights, the version, what it said before, one transaction.</summary>
public sealed class PlanChange(ActivityDbContext db, Caller caller, TimeProvider clock)
{
    /// <param name="id">The plan.</param>
    /// <param name="http">Carries If-Match; gets the new ETag.</param>
    /// <param name="isDone">True where the plan already stands as this change would leave it.</param>
    /// <param name="applyAsync">Changes the plan, and what hangs on it; or says why that cannot be.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<Results<Ok<PlanResponse>, ProblemHttpResult>> ApplyAsync(
        Guid id,
        HttpContext http,
        Func<Plan, bool> isDone,
        Func<Plan, Task<ProblemHttpResult?>> applyAsync,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(isDone);
        ArgumentNullException.ThrowIfNull(applyAsync);
        if (http.Request.IfMatch() is not { } expected)
            return CommonProblems.VersionRequired.Result();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var plan = await db.LockPlanAsync(id, cancellationToken);
        if (plan is null)
            return PlanProblems.NotFound.Result(id);
        if (!await db.MayWriteForAsync(plan.UnitId, caller, clock, cancellationToken))
            return CommonProblems.UnitOutOfScope.Result(await db.CodeOfAsync(plan.UnitId, cancellationToken));
        // A retry whose first try arrived finds its own work done; what changes nothing makes no version.
        var done = isDone(plan);
        if (plan.Version != expected && !(done && plan.Version == expected + 1))
            return CommonProblems.VersionStale.Result(plan.Version);
        if (!done)
        {
            db.PlanVersions.Add(plan.Supersede(caller.ClientId, clock.GetUtcNow()));
            if (await applyAsync(plan) is { } problem)
                return problem;
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        http.Response.SetETag(plan.Version);
        return TypedResults.Ok(await db.ToResponseAsync(plan, cancellationToken));
    }
}

internal static class PlanLocks
{
    /// <summary>The plan, tracked, for this transaction alone: whoever changes it or its targets waits here.</summary>
    public static Task<Plan?> LockPlanAsync(this ActivityDbContext db, Guid id, CancellationToken cancellationToken) =>
        db.Plans.FromSql($"SELECT * FROM plans WHERE id = {id} FOR UPDATE").SingleOrDefaultAsync(cancellationToken);
}
