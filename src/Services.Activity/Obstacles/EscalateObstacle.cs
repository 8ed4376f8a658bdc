using CongNgheSo.ServiceDefaults.Text;
using CongNgheSo.Services.Activity.ObstacleDeadlines;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.Obstacles;

/// <param name="Note">What the level that passes it on has to say, up to 1000 characters.</param>
public sealed record EscalateObstacleRequest(string? Note);

public sealed class EscalateObstacleRules : AbstractValidator<EscalateObstacleRequest>
{
    public EscalateObstacleRules() => RuleFor(request => request.Note).NotEmpty().MaximumLength(1000);
}

public static class EscalateObstacle
{
    /// <summary>Passes an obstacle on to the next level of the tree as it stands today, with what is joined to it.</summary>
    /// <remarks>
    /// For the unit at which it waits and those above. If-Match names the version that is passed on; sending the same again
    /// answers as before. 409 at the highest level.
    /// </remarks>
    public static Task<Results<Ok<ObstacleResponse>, ProblemHttpResult>> Handle(
        Guid id,
        EscalateObstacleRequest request,
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
                var next = found.Chain.Above(found.At) is { } above
                    ? await db.WaitAtAsync(found.Chain, above, by.Today, cancellationToken)
                    : null;
                return found.Group.Escalate(next, StoredText.CleanLines(request.Note!), by);
            },
            cancellationToken
        );
}
