using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Activity.Obstacles;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.ObstacleDeadlines;

/// <summary>How many days a level has to answer.</summary>
/// <param name="Level">4 village, 3 commune, 2 district, 1 province, 0 nation.</param>
/// <param name="Days">Days from the one on which an obstacle comes to wait there.</param>
/// <param name="SetBy">Code of the unit whose rule it is.</param>
public sealed record DeadlineResponse(int Level, int Days, string SetBy);

public static class GetDeadlines
{
    /// <summary>Tells how many days each level has to answer, at a unit and below it unless a unit there has days of its own.</summary>
    /// <param name="unit">Code of the unit; the nation where absent.</param>
    public static async Task<Results<Ok<IReadOnlyList<DeadlineResponse>>, ProblemHttpResult>> Handle(
        ActivityDbContext db,
        TimeProvider clock,
        string unit = UnitPath.Nation,
        CancellationToken cancellationToken = default
    )
    {
        var today = clock.Today();
        if (await db.FindUnitAsync(unit, today, cancellationToken) is not { } found)
            return ObstacleProblems.UnitUnknown.Result(unit, today);
        return TypedResults.Ok(await ReadAsync(db, found.Path, cancellationToken));
    }

    internal static async Task<IReadOnlyList<DeadlineResponse>> ReadAsync(
        ActivityDbContext db,
        string path,
        CancellationToken cancellationToken
    )
    {
        var rules = await db.DeadlinesAsync(path, cancellationToken);
        return
        [
            .. rules
                .Values.OrderByDescending(rule => rule.Level)
                .Select(rule => new DeadlineResponse(rule.Level, rule.Days, rule.UnitCode)),
        ];
    }
}
