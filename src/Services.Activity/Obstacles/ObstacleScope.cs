using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Obstacles;

/// <summary>An obstacle as it stood on a day.</summary>
internal sealed class ListedObstacle
{
    public required Obstacle Obstacle { get; init; }

    public required string Status { get; init; }

    public required int Level { get; init; }

    public required DateOnly? DueOn { get; init; }
}

/// <summary>The unit from which obstacles are looked at: it sees those of its teams and of all below it.</summary>
internal sealed record ObstacleScope(UnitAt Unit)
{
    public const string Here = "here";
    public const string Below = "below";
    public const string Above = "above";

    /// <summary>Level of the provinces: each hangs under the nation.</summary>
    private const int ProvinceLevel = 1;

    /// <summary>The unit that bears a code today; or why this caller cannot look from there.</summary>
    public static async Task<(ObstacleScope?, ProblemHttpResult?)> FindAsync(
        ActivityDbContext db,
        string code,
        Caller caller,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        if (await db.FindUnitAsync(code, today, cancellationToken) is not { } unit)
            return (null, ObstacleProblems.UnitUnknown.Result(code, today));
        return caller.MayTouch(unit.Path)
            ? (new ObstacleScope(unit), null)
            : (null, CommonProblems.UnitOutOfScope.Result(code));
    }

    /// <summary>The obstacles of the unit's teams and of those below it, in the tree of today.</summary>
    /// <param name="db">The database.</param>
    /// <param name="at">Only open ones that wait here, below or above; all where null.</param>
    /// <param name="day">The day at whose end they are looked at.</param>
    /// <param name="today">Today.</param>
    public IQueryable<ListedObstacle> Listed(ActivityDbContext db, string? at, DateOnly day, DateOnly today)
    {
        var (level, listed) = (Unit.Level, StatesAt(db, day, today));
        if (at is not null)
            listed = listed.Where(item => item.Status == Obstacle.Open);
        if (level == 0)
            return at switch
            {
                null => listed,
                Here => listed.Where(item => item.Level < ProvinceLevel),
                Below => listed.Where(item => item.Level >= ProvinceLevel),
                _ => listed.Where(_ => false),
            };
        var placed =
            from item in listed
            join team in db.Teams on item.Obstacle.TeamId equals team.Id
            join below in db.UnitsBelow(Unit.Id, today) on team.UnitId equals below.Id
            select new { item, below.BranchLevel };
        placed = at switch
        {
            null => placed,
            // No unit between this one and the team is of the level at which it waits, or of one above.
            Here => placed.Where(each =>
                each.item.Level >= level && (each.BranchLevel == null || each.item.Level < each.BranchLevel)
            ),
            Below => placed.Where(each => each.item.Level >= each.BranchLevel),
            _ => placed.Where(each => each.item.Level < level),
        };
        return placed.Select(each => each.item);
    }

    /// <summary>How obstacles stood at the end of a day: as they stand now, or as the last step until then left them.</summary>
    private static IQueryable<ListedObstacle> StatesAt(ActivityDbContext db, DateOnly day, DateOnly today) =>
        day >= today
            ? db
                .Obstacles.AsNoTracking()
                .Select(obstacle => new ListedObstacle
                {
                    Obstacle = obstacle,
                    Status = obstacle.Status,
                    Level = obstacle.Level,
                    DueOn = obstacle.DueOn,
                })
            : from obstacle in db.Obstacles.AsNoTracking()
            join step in db.ObstacleSteps on obstacle.Id equals step.ObstacleId
            where step.Day <= day
            where
                !db.ObstacleSteps.Any(later =>
                    later.ObstacleId == step.ObstacleId && later.Version > step.Version && later.Day <= day
                )
            select new ListedObstacle
            {
                Obstacle = obstacle,
                Status = step.Status,
                Level = step.Level,
                DueOn = step.DueOn,
            };
}
