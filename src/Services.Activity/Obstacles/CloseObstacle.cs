using CongNgheSo.ServiceDefaults.Text;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.Obstacles;

/// <param name="Note">What the team has to say, up to 1000 characters; absent where it is nothing.</param>
public sealed record CloseObstacleRequest(string? Note);

public sealed class CloseObstacleRules : AbstractValidator<CloseObstacleRequest>
{
    public CloseObstacleRules() => RuleFor(request => request.Note).MaximumLength(1000);
}

public static class CloseObstacle
{
    /// <summary>Confirms that the answer helped, which closes the obstacle for good.</summary>
    /// <remarks>
    /// For the team that raised it and those above. If-Match names the version that is closed; sending the same again
    /// answers as before.
    /// </remarks>
    public static Task<Results<Ok<ObstacleResponse>, ProblemHttpResult>> Handle(
        Guid id,
        CloseObstacleRequest request,
        HttpContext http,
        ObstacleChange change,
        CancellationToken cancellationToken
    ) =>
        change.ApplyAsync(
            id,
            http,
            ObstacleRight.OfTheTeam,
            request,
            (found, by) => Task.FromResult(found.Obstacle.Close(found.At.Code, StoredText.Optional(request.Note), by)),
            cancellationToken
        );
}
