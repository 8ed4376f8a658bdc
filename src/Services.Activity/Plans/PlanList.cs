using CongNgheSo.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Plans;

/// <summary>A page of plans in the order that all lists of them have.</summary>
internal static class PlanList
{
    /// <summary>Those that concern somebody on a day: issued, and not ended before it.</summary>
    public static IQueryable<Plan> InForce(this IQueryable<Plan> plans, DateOnly day) =>
        plans.Where(plan =>
            (plan.Status == PlanStatus.Issued || (plan.Status == PlanStatus.Ended && plan.ClosedOn > day))
            && plan.FirstDay <= day
            && plan.LastDay >= day
        );

    /// <summary>Newest first.</summary>
    public static async Task<Page<PlanResponse>> ToPageAsync(
        this IQueryable<Plan> plans,
        ActivityDbContext db,
        int? limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        if (Paging.Read<PlanKey>(cursor) is { } after)
            plans = plans.Where(plan =>
                plan.FirstDay < after.FirstDay || (plan.FirstDay == after.FirstDay && plan.Id.CompareTo(after.Id) < 0)
            );
        var read = await plans
            .OrderByDescending(plan => plan.FirstDay)
            .ThenByDescending(plan => plan.Id)
            .Take(Paging.Take(limit))
            .Join(
                db.Units,
                plan => plan.UnitId,
                unit => unit.Id,
                (plan, unit) =>
                    new
                    {
                        Plan = plan,
                        unit.Code,
                        unit.FullName,
                    }
            )
            .OrderByDescending(row => row.Plan.FirstDay)
            .ThenByDescending(row => row.Plan.Id)
            .ToListAsync(cancellationToken);
        IReadOnlyList<PlanResponse> items = [.. read.Select(row => PlanResponse.Of(row.Plan, row.Code, row.FullName))];
        return items.ToPage(limit, item => new PlanKey(item.From, item.Id));
    }

    private sealed record PlanKey(DateOnly FirstDay, Guid Id);
}
