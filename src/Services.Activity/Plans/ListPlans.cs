using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Plans;

public static class ListPlans
{
    /// <summary>
    /// Lists the plans of the caller's unit and of those below it, and what was issued above it and concerns it, newest
    /// first.
    /// </summary>
    /// <param name="unit">Code of a unit: only its own.</param>
    /// <param name="team">Id of a team: only its own.</param>
    /// <param name="within">Code of a unit of today: only its own, and those of the units and teams below it.</param>
    /// <param name="asOf">Only those in force on this day (yyyy-MM-dd), on which also <paramref name="unit"/> bears its code.</param>
    /// <param name="status">Only this status.</param>
    /// <param name="kind">"plan" or "theme".</param>
    /// <param name="topic">Only those about this topic.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<PlanResponse>>, ProblemHttpResult>> Handle(
        Caller caller,
        ActivityDbContext db,
        TimeProvider clock,
        string? unit = null,
        Guid? team = null,
        string? within = null,
        DateOnly? asOf = null,
        string? status = null,
        string? kind = null,
        string? topic = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var today = clock.Today();
        var plans = db.Plans.AsNoTracking();
        if (caller.Unit != UnitPath.Nation)
        {
            var own = (await db.FindUnitAsync(caller.Unit, today, cancellationToken))?.Id ?? 0;
            plans = plans.Where(plan =>
                db.UnitsBelow(own, today).Any(below => below.Id == plan.UnitId)
                || (
                    plan.TeamId == null
                    && plan.Status != PlanStatus.Draft
                    && ConcerningUnits.Of(db, own, today).Contains(plan.UnitId)
                )
            );
        }
        if (unit is not null)
        {
            if (await db.FindUnitAsync(unit, asOf ?? today, cancellationToken) is not { } place)
                return PlanProblems.UnitNotFound.Result(unit, asOf ?? today);
            plans = plans.Where(plan => plan.UnitId == place.Id && plan.TeamId == null);
        }
        if (team is not null)
            plans = plans.Where(plan => plan.TeamId == team);
        if (within is not null)
        {
            if (await db.FindUnitAsync(within, today, cancellationToken) is not { } top)
                return PlanProblems.UnitNotFound.Result(within, today);
            plans = plans.Where(plan => db.UnitsBelow(top.Id, today).Any(below => below.Id == plan.UnitId));
        }
        if (asOf is { } day)
            plans = plans.InForce(day);
        if (status is not null)
        {
            if (!PlanStatus.All.Contains(status))
                return PlanProblems.StatusUnknown.Result(string.Join(", ", PlanStatus.All));
            plans = plans.Where(plan => plan.Status == status);
        }
        if (kind is not null)
            plans = plans.Where(plan => plan.Kind == kind);
        if (topic is not null)
            plans = plans.Where(plan => plan.Topics.Contains(topic));
        return TypedResults.Ok(await plans.ToPageAsync(db, limit, cursor, cancellationToken));
    }
}
