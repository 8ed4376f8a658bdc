using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Obstacles;

/// <summary>An obstacle in the tree of a day.</summary>
/// <param name="Group">It and what is handled with it.</param>
/// <param name="Chain">Its team's unit and those above, as of the day.</param>
public sealed record ObstacleCase(ObstacleGroup Group, UnitChain Chain)
{
    public Obstacle Obstacle => Group.Main;

    /// <summary>The unit at which it waits, or was last handled.</summary>
    public ChainUnit At => Chain.At(Obstacle.Level);
}

internal static class ObstacleCases
{
    /// <summary>The obstacle, tracked, with its open duplicates; or why this caller cannot have it.</summary>
    public static async Task<(ObstacleCase?, ProblemHttpResult?)> FindObstacleAsync(
        this ActivityDbContext db,
        Guid id,
        Caller caller,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        var obstacle = await db.Obstacles.SingleOrDefaultAsync(each => each.Id == id, cancellationToken);
        if (obstacle is null)
            return (null, ObstacleProblems.NotFound.Result(id));
        var chain = (await db.ChainsOfAsync([obstacle], today, cancellationToken))[id];
        if (!caller.MayTouch(chain.Path))
            return (null, CommonProblems.UnitOutOfScope.Result(chain.Lowest.Code));
        var duplicates = await db
            .Obstacles.Where(each => each.MainId == id && each.Status == Obstacle.Open)
            .ToListAsync(cancellationToken);
        return (new ObstacleCase(new ObstacleGroup(obstacle, duplicates), chain), null);
    }

    /// <summary>What stands above the teams of these obstacles on a day, by obstacle.</summary>
    public static async Task<Dictionary<Guid, UnitChain>> ChainsOfAsync(
        this ActivityDbContext db,
        IReadOnlyCollection<Obstacle> obstacles,
        DateOnly day,
        CancellationToken cancellationToken
    )
    {
        var teamIds = obstacles.Select(obstacle => obstacle.TeamId).Distinct().ToArray();
        var units = await db
            .Teams.Where(team => teamIds.Contains(team.Id))
            .ToDictionaryAsync(team => team.Id, team => team.UnitId, cancellationToken);
        var asked = units.Values.Concat(obstacles.Select(obstacle => obstacle.UnitId));
        var chains = await db.ChainsAsync(asked, day, cancellationToken);
        // A team's move may come before the unit that it moves to: until then it stands where it raised the obstacle.
        return obstacles.ToDictionary(
            obstacle => obstacle.Id,
            obstacle => chains.GetValueOrDefault(units[obstacle.TeamId]) ?? chains[obstacle.UnitId]
        );
    }
}
