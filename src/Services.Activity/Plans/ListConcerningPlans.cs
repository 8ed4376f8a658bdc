using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Plans;

public static class ListConcerningPlans
{
    /// <summary>
    /// Lists the plans and themes that concern a unit or a team on a day: its own, and those of every unit above it, newest
    /// first.
    /// </summary>
    /// <param name="unit">Code of the unit on that day; give either this or a team.</param>
    /// <param name="team">Id of the team.</param>
    /// <param name="asOf">The day (yyyy-MM-dd); today where absent.</param>
    /// <param name="kind">"plan" or "theme".</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<PlanResponse>>, ProblemHttpResult>> Handle(
        Caller caller,
        ActivityDbContext db,
        TimeProvider clock,
        string? unit = null,
        Guid? team = null,
        DateOnly? asOf = null,
        string? kind = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        if (unit is null == team is null)
            return PlanProblems.BelongsToOne.Result();
        var day = asOf ?? clock.Today();
        int unitId;
        if (team is not null)
        {
            var (owner, problem) = await db.FindOwnerAsync(null, team, caller, clock, cancellationToken);
            if (owner is null)
                return problem!;
            unitId = owner.UnitId;
        }
        else
        {
            if (await db.FindUnitAsync(unit!, day, cancellationToken) is not { } place)
                return PlanProblems.UnitNotFound.Result(unit, day);
            if (!caller.MayTouch(place.Path))
                return CommonProblems.UnitOutOfScope.Result(unit);
            unitId = place.Id;
        }
        var plans = db
            .Plans.AsNoTracking()
            .InForce(day)
            .Where(plan =>
                plan.TeamId == null ? ConcerningUnits.Of(db, unitId, day).Contains(plan.UnitId) : plan.TeamId == team
            );
        if (kind is not null)
            plans = plans.Where(plan => plan.Kind == kind);
        return TypedResults.Ok(await plans.ToPageAsync(db, limit, cursor, cancellationToken));
    }
}
