using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.Text;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Quizzes;

/// <param name="Reason">Why it is no longer asked, up to 500 characters.</param>
public sealed record WithdrawQuizRequest(string? Reason);

public sealed class WithdrawQuizRules : AbstractValidator<WithdrawQuizRequest>
{
    public WithdrawQuizRules() => RuleFor(request => request.Reason).NotEmpty().MaximumLength(500);
}

public static class WithdrawQuiz
{
    /// <summary>Withdraws a quiz for good: no attempt begins any more, and certificates no longer need it.</summary>
    /// <remarks>
    /// Attempts that have begun can still be answered. Sending the same withdrawal again answers as before; another reason
    /// is refused (409). If-Match is not required; where it is sent, it must name the current version.
    /// </remarks>
    public static async Task<Results<Ok<QuizResponse>, ProblemHttpResult>> Handle(
        Guid id,
        WithdrawQuizRequest request,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (quiz, problem) = await db.FindQuizAsync(id, caller, clock, cancellationToken);
        if (quiz is null)
            return problem!;
        if (!caller.MayTouch(quiz.OwnerPath))
            return CommonProblems.UnitOutOfScope.Result(quiz.OwnerUnit);
        var reason = StoredText.Clean(request.Reason!);
        if (quiz.IsWithdrawn && quiz.WithdrawalReason != reason)
            return QuizProblems.Withdrawn.Result(id);
        if (!quiz.IsWithdrawn)
        {
            if (http.Request.IfMatch() is { } expected && expected != quiz.Version)
                return CommonProblems.VersionStale.Result(quiz.Version);
            quiz.Withdraw(reason);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                return CommonProblems.VersionStale.Result(quiz.Version);
            }
        }
        http.Response.SetETag(quiz.Version);
        return TypedResults.Ok(QuizResponse.Of(quiz));
    }
}
