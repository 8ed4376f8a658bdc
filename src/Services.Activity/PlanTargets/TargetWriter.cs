using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Activity.Plans;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.PlanTargets;

/// <summary>A target on its way to be changed: its plan is locked, and the caller may change it.</summary>
public sealed record HeldTarget(Plan Plan, PlanTarget Target);

/// <summary>What all changes of targets share. The caller holds the transaction; the plan's lock makes others wait.</summary>
public sealed class TargetWriter(ActivityDbContext db, Caller caller, TargetEvents events, TimeProvider clock)
{
    /// <summary>The plan, locked, if targets can be set in it and the caller may; or why not.</summary>
    public async Task<(Plan?, ProblemHttpResult?)> HoldPlanAsync(Guid planId, CancellationToken cancellationToken)
    {
        var (plan, problem) = await HoldOpenAsync(planId, cancellationToken);
        if (plan is not null && !await db.MayWriteForAsync(plan.UnitId, caller, clock, cancellationToken))
            return (null, await OutOfScopeAsync(plan.UnitId, cancellationToken));
        return (plan, problem);
    }

    /// <summary>The target with its plan locked, if the caller may change it; or why not.</summary>
    /// <param name="planId">The plan.</param>
    /// <param name="targetId">The target.</param>
    /// <param name="isSplit">
    /// True where its parts are changed: whoever answers for the unit may. The value itself is changed by who split the
    /// target that it is a part of, or who writes the plan.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(HeldTarget?, ProblemHttpResult?)> HoldAsync(
        Guid planId,
        Guid targetId,
        bool isSplit,
        CancellationToken cancellationToken
    )
    {
        var (plan, problem) = await HoldOpenAsync(planId, cancellationToken);
        if (plan is null)
            return (null, problem);
        var target = await db.PlanTargets.SingleOrDefaultAsync(
            each => each.Id == targetId && each.PlanId == planId,
            cancellationToken
        );
        if (target is null)
            return (null, TargetProblems.NotFound.Result(targetId));
        var answersFor =
            isSplit ? target.UnitId
            : target.ParentId is null ? plan.UnitId
            : await db
                .PlanTargets.Where(each => each.Id == target.ParentId)
                .Select(each => each.UnitId)
                .SingleAsync(cancellationToken);
        return await db.MayWriteForAsync(answersFor, caller, clock, cancellationToken)
            ? (new HeldTarget(plan, target), null)
            : (null, await OutOfScopeAsync(answersFor, cancellationToken));
    }

    /// <summary>Gives a target another value; to be told of.</summary>
    public void Set(PlanTarget target, long value, bool byHand)
    {
        ArgumentNullException.ThrowIfNull(target);
        db.PlanTargetVersions.Add(target.Set(value, byHand, caller.ClientId, clock.GetUtcNow()));
    }

    /// <summary>A new part of a target; to be told of.</summary>
    internal PlanTarget AddPart(PlanTarget whole, PlanOwner owner, long value, bool byHand)
    {
        var part = new PlanTarget(
            Guid.CreateVersion7(),
            whole.PlanId,
            owner,
            whole.Measure,
            value,
            caller.ClientId,
            clock.GetUtcNow()
        );
        part.BecomePartOf(whole.Id);
        if (!byHand)
            part.IsShareOut();
        db.PlanTargets.Add(part);
        return part;
    }

    /// <summary>Takes these targets back, and all that they were split into.</summary>
    /// <returns>All that were, to be told of.</returns>
    public async Task<IReadOnlyList<PlanTarget>> WithdrawAsync(
        Guid planId,
        IEnumerable<Guid> ids,
        CancellationToken cancellationToken
    )
    {
        var standing = await db
            .PlanTargets.Where(target => target.PlanId == planId && !target.Withdrawn)
            .ToListAsync(cancellationToken);
        var parts = standing.ToLookup(target => target.ParentId);
        var gone = standing.IntersectBy(ids, target => target.Id).ToList();
        for (var index = 0; index < gone.Count; index++)
            gone.AddRange(parts[gone[index].Id].Except(gone));
        foreach (var target in gone)
            db.PlanTargetVersions.Add(target.Withdraw(caller.ClientId, clock.GetUtcNow()));
        return gone;
    }

    /// <summary>Takes all targets of a plan back and tells of it.</summary>
    public async Task WithdrawAllAsync(Plan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var all = await db
            .PlanTargets.Where(target => target.PlanId == plan.Id && !target.Withdrawn)
            .Select(target => target.Id)
            .ToListAsync(cancellationToken);
        await events.TellOfAsync(plan, await WithdrawAsync(plan.Id, all, cancellationToken), cancellationToken);
    }

    private async Task<(Plan?, ProblemHttpResult?)> HoldOpenAsync(Guid planId, CancellationToken cancellationToken)
    {
        var plan = await db.LockPlanAsync(planId, cancellationToken);
        if (plan is null)
            return (null, PlanProblems.NotFound.Result(planId));
        return plan.IsDraft || plan.IsIssued ? (plan, null) : (null, PlanProblems.Closed.Result(planId));
    }

    private async Task<ProblemHttpResult> OutOfScopeAsync(int unitId, CancellationToken cancellationToken) =>
        CommonProblems.UnitOutOfScope.Result(await db.CodeOfAsync(unitId, cancellationToken));
}
