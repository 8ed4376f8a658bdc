using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Plans;

public static class GetPlan
{
    /// <summary>Reads a plan: one within the caller's unit, or one that concerns it and is no draft.</summary>
    public static async Task<Results<Ok<PlanResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpResponse response,
        Caller caller,
        ActivityDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (plan, problem) = await db.FindPlanAsync(id, caller, clock, cancellationToken);
        if (plan is null)
            return problem!;
        response.SetETag(plan.Version);
        return TypedResults.Ok(await db.ToResponseAsync(plan, cancellationToken));
    }

    /// <summary>The plan, if the caller may read it; or why not.</summary>
    internal static async Task<(Plan?, ProblemHttpResult?)> FindPlanAsync(
        this ActivityDbContext db,
        Guid id,
        Caller caller,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var plan = await db.Plans.AsNoTracking().SingleOrDefaultAsync(each => each.Id == id, cancellationToken);
        if (plan is null)
            return (null, PlanProblems.NotFound.Result(id));
        if (await db.MayWriteForAsync(plan.UnitId, caller, clock, cancellationToken))
            return (plan, null);
        var today = clock.Today();
        if (
            plan is { IsDraft: false, TeamId: null }
            && await db.FindUnitAsync(caller.Unit, today, cancellationToken) is { } own
            && await ConcerningUnits.Of(db, own.Id, today).ContainsAsync(plan.UnitId, cancellationToken)
        )
            return (plan, null);
        return (null, CommonProblems.UnitOutOfScope.Result(await db.CodeOfAsync(plan.UnitId, cancellationToken)));
    }

    internal static async Task<PlanResponse> ToResponseAsync(
        this ActivityDbContext db,
        Plan plan,
        CancellationToken cancellationToken
    )
    {
        var unit = await db.Units.AsNoTracking().SingleAsync(each => each.Id == plan.UnitId, cancellationToken);
        return PlanResponse.Of(plan, unit.Code, unit.FullName);
    }
}
