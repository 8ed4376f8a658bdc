using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Quizzes;

public static class GetQuiz
{
    /// <summary>Reads one quiz; its questions are drawn anew for each attempt.</summary>
    public static async Task<Results<Ok<QuizResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpResponse response,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (quiz, problem) = await db.FindQuizAsync(id, caller, clock, cancellationToken);
        if (quiz is null)
            return problem!;
        response.SetETag(quiz.Version);
        return TypedResults.Ok(QuizResponse.Of(quiz));
    }

    /// <summary>The quiz, tracked, if it is offered to the caller; or why they cannot have it.</summary>
    internal static async Task<(Quiz?, ProblemHttpResult?)> FindQuizAsync(
        this TrainingDbContext db,
        Guid id,
        Caller caller,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var quiz = await db.Quizzes.FindAsync([id], cancellationToken);
        if (quiz is null)
            return (null, QuizProblems.NotFound.Result(id));
        if (caller.MayTouch(quiz.OwnerPath))
            return (quiz, null);
        var above = await db.UnitsAboveAsync(caller, clock, cancellationToken);
        return above.Contains(quiz.OwnerUnit)
            ? (quiz, null)
            : (null, CommonProblems.UnitOutOfScope.Result(quiz.OwnerUnit));
    }

    /// <summary>The quiz that is asked in a session: its own, else its programme's; null where neither has one.</summary>
    internal static async Task<Quiz?> QuizOfSessionAsync(
        this TrainingDbContext db,
        Guid sessionId,
        Guid programmeId,
        CancellationToken cancellationToken
    )
    {
        var asked = await db
            .Quizzes.AsNoTracking()
            .Where(quiz => quiz.WithdrawalReason == null)
            .Where(quiz => quiz.SessionId == sessionId || quiz.ProgrammeId == programmeId)
            .ToListAsync(cancellationToken);
        return asked.Find(quiz => quiz.SessionId is not null) ?? asked.FirstOrDefault();
    }
}
