using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.Plans;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.PlanTargets;

public static class ListTargets
{
    /// <summary>Lists the targets of a plan by unit code. Who may read the plan reads all of them.</summary>
    /// <param name="id">The plan.</param>
    /// <param name="unit">Only those of units that bear, or bore, this code.</param>
    /// <param name="team">Only those of this team.</param>
    /// <param name="parent">Only the parts of this target.</param>
    /// <param name="indicator">Only those that count this indicator.</param>
    /// <param name="withdrawn">True lists those that no longer count as well.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<TargetResponse>>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        ActivityDbContext db,
        TimeProvider clock,
        string? unit = null,
        Guid? team = null,
        Guid? parent = null,
        string? indicator = null,
        bool withdrawn = false,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var (plan, problem) = await db.FindPlanAsync(id, caller, clock, cancellationToken);
        if (plan is null)
            return problem!;
        var targets = db.PlanTargets.AsNoTracking().Where(target => target.PlanId == id);
        if (!withdrawn)
            targets = targets.Where(target => !target.Withdrawn);
        if (team is not null)
            targets = targets.Where(target => target.TeamId == team);
        if (parent is not null)
            targets = targets.Where(target => target.ParentId == parent);
        if (indicator is not null)
            targets = targets.Where(target => target.Indicator == indicator);
        var rows =
            from target in targets
            join place in db.Units on target.UnitId equals place.Id
            where unit == null || place.Code == unit
            select new
            {
                Target = target,
                place.Code,
                place.FullName,
            };
        if (Paging.Read<TargetKey>(cursor) is { } after)
            rows = rows.Where(row =>
                EF.Functions.GreaterThan(
                    ValueTuple.Create(row.Code, row.Target.Id),
                    ValueTuple.Create(after.Code, after.Id)
                )
            );
        var read = await rows.OrderBy(row => row.Code)
            .ThenBy(row => row.Target.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        IReadOnlyList<TargetResponse> items =
        [
            .. read.Select(row => TargetResponse.Of(row.Target, row.Code, row.FullName)),
        ];
        return TypedResults.Ok(items.ToPage(limit, item => new TargetKey(item.UnitCode, item.Id)));
    }

    private sealed record TargetKey(string Code, Guid Id);
}
