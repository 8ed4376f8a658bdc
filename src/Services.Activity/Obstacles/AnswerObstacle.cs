using CongNgheSo.ServiceDefaults.Text;
using CongNgheSo.Services.Activity.ObstacleAnswers;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.Obstacles;

/// <summary>The answer to an obstacle. What is published is read by every team of the country: name nobody.</summary>
/// <param name="Answer">The answer, up to 4000 characters.</param>
/// <param name="Publish">False keeps it from the answers that others can find; true where absent.</param>
/// <param name="Question">How the question is put in public, up to 200 characters; the obstacle's title where absent.</param>
public sealed record AnswerObstacleRequest(string? Answer, bool? Publish, string? Question);

public sealed class AnswerObstacleRules : AbstractValidator<AnswerObstacleRequest>
{
    public AnswerObstacleRules()
    {
        RuleFor(request => request.Answer).NotEmpty().MaximumLength(4000);
        RuleFor(request => request.Question).MaximumLength(200);
    }
}

public static class AnswerObstacle
{
    /// <summary>Answers an obstacle, and all that are joined to it; others find the answer unless <c>publish</c> is false.</summary>
    /// <remarks>
    /// For the unit at which it waits and those above. If-Match names the version that is answered; sending the same again
    /// answers as before.
    /// </remarks>
    public static Task<Results<Ok<ObstacleResponse>, ProblemHttpResult>> Handle(
        Guid id,
        AnswerObstacleRequest request,
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
            (found, by) =>
            {
                var answer = StoredText.CleanLines(request.Answer!);
                var refusal = found.Group.Resolve(answer, found.At.Code, by);
                if (refusal is null && request.Publish is not false)
                    db.PublishedAnswers.Add(
                        new PublishedAnswer(found.Obstacle, request.Question, found.Chain.Province)
                    );
                return Task.FromResult(refusal);
            },
            cancellationToken
        );
}
