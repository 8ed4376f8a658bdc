using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Text;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Obstacles;

/// <summary>The whole list of what is handled with an obstacle, as it should stand.</summary>
/// <param name="Ids">Ids of the duplicates, up to 500; none parts all of them.</param>
/// <param name="Note">Why, up to 1000 characters; absent where it is plain.</param>
public sealed record JoinObstaclesRequest(IReadOnlyList<Guid>? Ids, string? Note);

public sealed class JoinObstaclesRules : AbstractValidator<JoinObstaclesRequest>
{
    public JoinObstaclesRules()
    {
        RuleFor(request => request.Ids)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .Must(ids => ids!.Count <= ObstacleGroup.MostDuplicates)
            .WithProblem(ObstacleProblems.TooManyDuplicates, ObstacleGroup.MostDuplicates);
        RuleFor(request => request.Note).MaximumLength(1000);
    }
}

public static class JoinObstacles
{
    /// <summary>
    /// Says which obstacles are the same as this one: they are passed on and answered with it, and keep counting by their own
    /// unit and cause. Those left out are handled by themselves again.
    /// </summary>
    /// <remarks>
    /// For the unit at which it waits and those above; all of them wait at that unit. If-Match names the version of this
    /// obstacle; sending the same again answers as before, and a list that stands already changes nothing.
    /// </remarks>
    public static Task<Results<Ok<ObstacleResponse>, ProblemHttpResult>> Handle(
        Guid id,
        JoinObstaclesRequest request,
        HttpContext http,
        ActivityDbContext db,
        ObstacleChange change,
        CancellationToken cancellationToken
    ) =>
        change.ApplyAsync(
            id,
            http,
            ObstacleRight.OfTheLevel,
            request,
            async (found, by) =>
            {
                var ids = request.Ids!.Distinct().ToArray();
                var wanted = await db.Obstacles.Where(each => ids.Contains(each.Id)).ToListAsync(cancellationToken);
                if (ids.Except(wanted.Select(each => each.Id)).ToArray() is [var unknown, ..])
                    return new Refusal(ObstacleProblems.DuplicateUnknown, "ids", unknown);
                var leading = await db
                    .Obstacles.Where(each =>
                        each.Status == Obstacle.Open && each.MainId != null && ids.Contains(each.MainId.Value)
                    )
                    .Select(each => each.MainId!.Value)
                    .ToHashSetAsync(cancellationToken);
                return await WaitsElsewhereAsync(db, found, wanted, by.Today, cancellationToken)
                    ?? found.Group.SetDuplicates(wanted, leading, found.At.Code, StoredText.Optional(request.Note), by);
            },
            cancellationToken
        );

    private static async Task<Refusal?> WaitsElsewhereAsync(
        ActivityDbContext db,
        ObstacleCase found,
        List<Obstacle> wanted,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        var chains = await db.ChainsOfAsync(wanted, today, cancellationToken);
        var elsewhere = wanted
            .Except(found.Group.Duplicates)
            .FirstOrDefault(each => chains[each.Id].At(each.Level).Id != found.At.Id);
        return elsewhere is null
            ? null
            : new Refusal(ObstacleProblems.WaitsElsewhere, "ids", elsewhere.Id, found.At.FullName);
    }
}
