using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.QuizAttempts;

public static class GetAttempt
{
    /// <summary>Reads an attempt with its questions.</summary>
    /// <remarks>
    /// Which answers were right is told once it has ended; which would have been, once the member has passed or used up
    /// all attempts.
    /// </remarks>
    public static async Task<Results<Ok<AttemptResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Guid attemptId,
        HttpResponse response,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (attempt, problem) = await db.FindAttemptAsync(id, attemptId, caller, lockIt: false, cancellationToken);
        if (attempt is null)
            return problem!;
        response.SetETag(attempt.Version);
        return TypedResults.Ok(AttemptResponse.Of(attempt, clock.GetUtcNow()));
    }

    /// <summary>The attempt, tracked, if its member is within the caller's unit; or why they cannot have it.</summary>
    /// <param name="lockIt">Keep others from ending it until the transaction ends.</param>
    internal static async Task<(QuizAttempt?, ProblemHttpResult?)> FindAttemptAsync(
        this TrainingDbContext db,
        Guid quizId,
        Guid id,
        Caller caller,
        bool lockIt,
        CancellationToken cancellationToken
    )
    {
        var found = lockIt
            ? db.QuizAttempts.FromSql($"SELECT * FROM quiz_attempts WHERE id = {id} FOR UPDATE")
            : db.QuizAttempts.Where(attempt => attempt.Id == id);
        if ((await found.ToListAsync(cancellationToken)) is not [var attempt] || attempt.QuizId != quizId)
            return (null, AttemptProblems.NotFound.Result(id));
        var member = await db
            .Members.AsNoTracking()
            .SingleAsync(each => each.Id == attempt.MemberId, cancellationToken);
        return caller.MayTouch(member.UnitPath)
            ? (attempt, null)
            : (null, CommonProblems.UnitOutOfScope.Result(member.UnitPath.Split('/')[^1]));
    }
}
