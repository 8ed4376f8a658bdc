using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Training.QuizAttempts;

/// <summary>What was chosen of a question.</summary>
/// <param name="Question">Number of the question, from 1.</param>
/// <param name="Choices">Codes of the choices; none where it is not answered.</param>
public sealed record AnswerRequest(int? Question, IReadOnlyList<string>? Choices);

public sealed class AnswerRules : AbstractValidator<AnswerRequest>
{
    public AnswerRules()
    {
        RuleFor(answer => answer.Question).NotNull().GreaterThan(0);
        RuleFor(answer => answer.Choices).NotNull();
        RuleForEach(answer => answer.Choices).NotEmpty().MaximumLength(1);
    }
}

/// <summary>All answers of an attempt.</summary>
/// <param name="Answers">One a question; what is not named is not answered.</param>
public sealed record SubmitAnswersRequest(IReadOnlyList<AnswerRequest>? Answers);

public sealed class SubmitAnswersRules : AbstractValidator<SubmitAnswersRequest>
{
    public SubmitAnswersRules()
    {
        RuleFor(request => request.Answers).NotNull();
        RuleForEach(request => request.Answers).NotNull().SetValidator(new AnswerRules());
        RuleFor(request => request.Answers)
            .Must(answers =>
                answers is null || answers.Select(answer => answer?.Question).Distinct().Count() == answers.Count
            )
            .WithProblem(AttemptProblems.AnswerRepeated);
    }
}

public static class SubmitAnswers
{
    /// <summary>Ends an attempt with its answers, which are judged at once.</summary>
    /// <remarks>
    /// A question counts where all its right choices were chosen and no other. Sending the same answers again answers as
    /// before; other answers are refused (409), and so are any that come after the attempt's time.
    /// </remarks>
    public static async Task<Results<Ok<AttemptResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Guid attemptId,
        SubmitAnswersRequest request,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        AttemptAnswer[] answers =
        [
            .. request
                .Answers!.Where(answer => answer.Choices!.Count > 0)
                .OrderBy(answer => answer.Question)
                .Select(answer => new AttemptAnswer(
                    answer.Question!.Value,
                    [.. answer.Choices!.Distinct().Order(StringComparer.Ordinal)]
                )),
        ];
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (attempt, problem) = await db.FindAttemptAsync(id, attemptId, caller, lockIt: true, cancellationToken);
        if (attempt is null)
            return problem!;
        var now = clock.GetUtcNow();
        if (!attempt.IsAnsweredWith(answers))
        {
            if (attempt.SubmittedAt is not null)
                return AttemptProblems.Ended.Result(attemptId);
            if (attempt.HasEnded(now))
                return AttemptProblems.Expired.Result(attemptId);
            if (attempt.Unknown(answers) is { } unknown)
                return AttemptProblems.AnswerUnknown.Result(unknown.Question);
            attempt.Submit(answers, caller.ClientId, now);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        http.Response.SetETag(attempt.Version);
        return TypedResults.Ok(AttemptResponse.Of(attempt, now));
    }
}
