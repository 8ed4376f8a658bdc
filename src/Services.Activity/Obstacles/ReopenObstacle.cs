using CongNgheSo.ServiceDefaults.Text;
using CongNgheSo.Services.Activity.ObstacleDeadlines;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.Obstacles;

/// <param name="Reason">Why the answer did not help, up to 1000 characters.</param>
public sealed record ReopenObstacleRequest(string? Reason);

public sealed class ReopenObstacleRules : AbstractValidator<ReopenObstacleRequest>
{
    public ReopenObstacleRules() => RuleFor(request => request.Reason).NotEmpty().MaximumLength(1000);
}

public static class ReopenObstacle
{
    /// <summary>Sends an answer back, within 30 days: the obstacle waits again where it was answered.</summary>
    /// <remarks>
    /// For the team that raised it and those above. Its answer is no longer found by others; what was joined to it stays
    /// answered. If-Match names the version that is reopened; sending the same again answers as before.
    /// </remarks>
    public static Task<Results<Ok<ObstacleResponse>, ProblemHttpResult>> Handle(
        Guid id,
        ReopenObstacleRequest request,
        HttpContext http,
        ActivityDbContext db,
        ObstacleChange change,
        CancellationToken cancellationToken
    ) =>
        change.ApplyAsync(
            id,
            http,
            ObstacleRight.OfTheTeam,
            request,
            async (found, by) =>
            {
                var waiting = await db.WaitAtAsync(found.Chain, found.At, by.Today, cancellationToken);
                var refusal = found.Obstacle.Reopen(waiting, StoredText.CleanLines(request.Reason!), by);
                if (refusal is null && await db.PublishedAnswers.FindAsync([id], cancellationToken) is { } published)
                    db.PublishedAnswers.Remove(published);
                return refusal;
            },
            cancellationToken
        );
}
