using CongNgheSo.ServiceDefaults.Text;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.Obstacles;

/// <param name="Reason">Why it is withdrawn, up to 1000 characters.</param>
public sealed record WithdrawObstacleRequest(string? Reason);

public sealed class WithdrawObstacleRules : AbstractValidator<WithdrawObstacleRequest>
{
    public WithdrawObstacleRules() => RuleFor(request => request.Reason).NotEmpty().MaximumLength(1000);
}

public static class WithdrawObstacle
{
    /// <summary>Takes an open obstacle back: it counts for nothing any more. What is joined to it waits on by itself.</summary>
    /// <remarks>
    /// For the team that raised it and those above. If-Match names the version that is withdrawn; sending the same again
    /// answers as before.
    /// </remarks>
    public static Task<Results<Ok<ObstacleResponse>, ProblemHttpResult>> Handle(
        Guid id,
        WithdrawObstacleRequest request,
        HttpContext http,
        ObstacleChange change,
        CancellationToken cancellationToken
    ) =>
        change.ApplyAsync(
            id,
            http,
            ObstacleRight.OfTheTeam,
            request,
            (found, by) =>
                Task.FromResult(found.Group.Withdraw(found.At.Code, StoredText.CleanLines(request.Reason!), by)),
            cancellationToken
        );
}
