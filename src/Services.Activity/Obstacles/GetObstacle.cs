using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.Obstacles;

public static class GetObstacle
{
    /// <summary>Reads one obstacle.</summary>
    public static async Task<Results<Ok<ObstacleResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpResponse response,
        Caller caller,
        ActivityDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var today = clock.Today();
        var (found, problem) = await db.FindObstacleAsync(id, caller, today, cancellationToken);
        if (found is null)
            return problem!;
        response.SetETag(found.Obstacle.Version);
        return TypedResults.Ok(ObstacleResponse.Of(found.Obstacle, found.Chain, today));
    }
}
