using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Obstacles;

public static class ListObstacles
{
    /// <summary>
    /// Lists the obstacles of a unit's teams and of those below it, the latest day first. What waits for the unit:
    /// <c>at=here</c>; what is overdue below it: <c>at=below&amp;overdue=true</c>.
    /// </summary>
    /// <param name="unit">Code of the unit; the caller's own where absent.</param>
    /// <param name="at">Only open ones that wait at the unit itself ("here"), at a level "below" it or "above" it.</param>
    /// <param name="overdue">True: only open ones whose day has passed.</param>
    /// <param name="status">Only "open", "answered", "closed" or "withdrawn" ones; "all" where absent.</param>
    /// <param name="cause">Only of this cause.</param>
    /// <param name="team">Only this team's.</param>
    /// <param name="main">Only what is, or was, handled with this obstacle.</param>
    /// <param name="asOf">Status, level and due day as they stood at the end of this day (yyyy-MM-dd); today where absent.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<ObstacleResponse>>, ProblemHttpResult>> Handle(
        Caller caller,
        ActivityDbContext db,
        TimeProvider clock,
        string? unit = null,
        string? at = null,
        bool overdue = false,
        string? status = null,
        string? cause = null,
        Guid? team = null,
        Guid? main = null,
        DateOnly? asOf = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var today = clock.Today();
        var (scope, problem) = await ObstacleScope.FindAsync(db, unit ?? caller.Unit, caller, today, cancellationToken);
        if (scope is null)
            return problem!;
        if (
            status is not (null or "all" or Obstacle.Open or Obstacle.Answered or Obstacle.Closed or Obstacle.Withdrawn)
        )
            return ObstacleProblems.StatusUnknown.Result();
        if (at is not (null or ObstacleScope.Here or ObstacleScope.Below or ObstacleScope.Above))
            return ObstacleProblems.AtUnknown.Result();
        var day = asOf ?? today;
        var obstacles = scope.Listed(db, at, day, today);
        if (overdue)
            obstacles = obstacles.Where(item => item.Status == Obstacle.Open && item.DueOn < day);
        if (status is not (null or "all"))
            obstacles = obstacles.Where(item => item.Status == status);
        if (cause is not null)
            obstacles = obstacles.Where(item => item.Obstacle.Cause == cause);
        if (team is not null)
            obstacles = obstacles.Where(item => item.Obstacle.TeamId == team);
        if (main is not null)
            obstacles = obstacles.Where(item => item.Obstacle.MainId == main);
        if (Paging.Read<ObstacleKey>(cursor) is { } after)
            obstacles = obstacles.Where(item =>
                EF.Functions.LessThan(
                    ValueTuple.Create(item.Obstacle.RaisedOn, item.Obstacle.Id),
                    ValueTuple.Create(after.RaisedOn, after.Id)
                )
            );
        var read = await obstacles
            .OrderByDescending(item => item.Obstacle.RaisedOn)
            .ThenByDescending(item => item.Obstacle.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        var chains = await db.ChainsOfAsync([.. read.Select(item => item.Obstacle)], today, cancellationToken);
        IReadOnlyList<ObstacleResponse> items =
        [
            .. read.Select(item =>
                ObstacleResponse.Of(item.Obstacle, item.Status, item.Level, item.DueOn, chains[item.Obstacle.Id], day)
            ),
        ];
        return TypedResults.Ok(items.ToPage(limit, item => new ObstacleKey(item.RaisedOn, item.Id)));
    }

    private sealed record ObstacleKey(DateOnly RaisedOn, Guid Id);
}
