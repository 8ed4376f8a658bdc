using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Obstacles;

/// <summary>A step of an obstacle, and how it left it.</summary>
/// <param name="Version">The obstacle's version from this step on.</param>
/// <param name="Kind">"raised", "escalated", "answered", "reopened", "closed", "withdrawn", "joined", "parted" or "duplicates-changed".</param>
/// <param name="Status">"open", "answered", "closed" or "withdrawn".</param>
/// <param name="Level">Level at which it waits, or was handled: 4 village, 3 commune, 2 district, 1 province, 0 nation.</param>
/// <param name="UnitCode">Code of the unit of that level on the day.</param>
/// <param name="DueOn">Last day for that unit's answer; null where it is not open.</param>
/// <param name="Note">What was said: the note, reason or answer.</param>
/// <param name="TakenBy">The client that took it.</param>
/// <param name="TakenFor">Code of the unit of that client.</param>
/// <param name="TakenAt">When (UTC).</param>
public sealed record ObstacleStepResponse(
    int Version,
    string Kind,
    string Status,
    int Level,
    string UnitCode,
    DateOnly? DueOn,
    string? Note,
    string TakenBy,
    string TakenFor,
    DateTimeOffset TakenAt
);

public static class ListObstacleSteps
{
    /// <summary>Lists the steps of an obstacle, the first one first.</summary>
    public static async Task<Results<Ok<IReadOnlyList<ObstacleStepResponse>>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        ActivityDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (found, problem) = await db.FindObstacleAsync(id, caller, clock.Today(), cancellationToken);
        if (found is null)
            return problem!;
        IReadOnlyList<ObstacleStepResponse> steps = await db
            .ObstacleSteps.Where(step => step.ObstacleId == id)
            .OrderBy(step => step.Version)
            .Select(step => new ObstacleStepResponse(
                step.Version,
                step.Kind,
                step.Status,
                step.Level,
                step.UnitCode,
                step.DueOn,
                step.Note,
                step.TakenBy,
                step.TakenFor,
                step.TakenAt
            ))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(steps);
    }
}
