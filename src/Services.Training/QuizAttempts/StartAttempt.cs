using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Training.Quizzes;
using CongNgheSo.Services.Training.Sessions;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.QuizAttempts;

/// <summary>A member who begins a quiz.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe; or send an Idempotency-Key.</param>
/// <param name="SessionId">The session that they attended.</param>
/// <param name="MemberId">The member.</param>
public sealed record StartAttemptRequest(Guid? Id, Guid? SessionId, Guid? MemberId);

public sealed class StartAttemptRules : AbstractValidator<StartAttemptRequest>
{
    public StartAttemptRules()
    {
        RuleFor(request => request.SessionId).NotNull();
        RuleFor(request => request.MemberId).NotNull();
    }
}

public static class StartAttempt
{
    /// <summary>Begins a member's attempt: draws its questions, and starts its time.</summary>
    /// <remarks>
    /// Answers 201; 200 with the attempt as it now stands when it is begun again under its id; 409 while an attempt of the
    /// member is open, once they have passed, or when no attempt is left. An attempt whose time ran out counts.
    /// </remarks>
    public static async Task<Results<Created<AttemptResponse>, Ok<AttemptResponse>, ProblemHttpResult>> Handle(
        Guid id,
        StartAttemptRequest request,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (sessionId, memberId) = (request.SessionId!.Value, request.MemberId!.Value);
        var (quiz, problem) = await db.FindQuizAsync(id, caller, clock, cancellationToken);
        if (quiz is null)
            return problem!;
        var ownId = StableId.Of(request.Id, http.Request, caller) ?? Guid.CreateVersion7();
        var begun = await db
            .QuizAttempts.AsNoTracking()
            .SingleOrDefaultAsync(each => each.Id == ownId && each.StartedBy == caller.ClientId, cancellationToken);
        if (begun is not null)
            return Again(begun);
        problem = await RefusalAsync(db, quiz, sessionId, memberId, caller, clock, cancellationToken);
        if (problem is not null)
            return problem;

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // One at a time begins for the member here, so that nobody tries once more than is allowed.
        var mine = ContentHash.Of("quiz-attempt", id, sessionId, memberId);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({mine})", cancellationToken);
        var now = clock.GetUtcNow();
        if (await db.QuizAttempts.FindAsync([ownId], cancellationToken) is { } existing)
            return Again(existing);
        if (quiz.IsWithdrawn)
            return QuizProblems.Withdrawn.Result(id);
        var earlier = await db
            .QuizAttempts.AsNoTracking()
            .Where(each => each.QuizId == id && each.SessionId == sessionId && each.MemberId == memberId)
            .ToListAsync(cancellationToken);
        if (earlier.Find(each => each.Passed == true) is { } passed)
            return AttemptProblems.AlreadyPassed.Result(passed.Id);
        if (earlier.Find(each => !each.HasEnded(now)) is { } open)
            return AttemptProblems.Open.Result(open.Id);
        if (earlier.Count >= quiz.Attempts)
            return AttemptProblems.NoneLeft.Result(quiz.Attempts);
        var (questions, missing) = await db.DrawAsync(quiz, clock.Today(), cancellationToken);
        if (missing is not null)
            return missing;
        var number = earlier.Count + 1;
        var attempt = new QuizAttempt(ownId, quiz, sessionId, memberId, number, questions, caller.ClientId, now);
        db.QuizAttempts.Add(attempt);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        // Begun for another member under this id at the same moment.
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            return AttemptProblems.IdTaken.Result(ownId);
        }
        await transaction.CommitAsync(cancellationToken);
        http.Response.SetETag(attempt.Version);
        return TypedResults.Created($"/v1/quizzes/{id}/attempts/{ownId}", AttemptResponse.Of(attempt, now));

        Results<Created<AttemptResponse>, Ok<AttemptResponse>, ProblemHttpResult> Again(QuizAttempt existing)
        {
            if ((existing.QuizId, existing.SessionId, existing.MemberId) != (id, sessionId, memberId))
                return AttemptProblems.IdTaken.Result(ownId);
            http.Response.SetETag(existing.Version);
            return TypedResults.Ok(AttemptResponse.Of(existing, clock.GetUtcNow()));
        }
    }

    /// <summary>Why the member cannot take this quiz in this session; null where they can.</summary>
    private static async Task<ProblemHttpResult?> RefusalAsync(
        TrainingDbContext db,
        Quiz quiz,
        Guid sessionId,
        Guid memberId,
        Caller caller,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (session, problem) = await db.FindSessionAsync(sessionId, caller, clock, lockIt: false, cancellationToken);
        if (session is null)
            return problem;
        if (session.IsCancelled)
            return SessionProblems.Cancelled.Result(sessionId);
        // One that is withdrawn is told of as such, after its retries.
        if (
            !quiz.IsWithdrawn
            && (await db.QuizOfSessionAsync(sessionId, session.ProgrammeId, cancellationToken))?.Id != quiz.Id
        )
            return AttemptProblems.NotAsked.Result(sessionId, quiz.Id);
        var member = await db
            .Members.AsNoTracking()
            .SingleOrDefaultAsync(each => each.Id == memberId, cancellationToken);
        if (member is null)
            return AttemptProblems.MemberUnknown.Result(memberId);
        if (!caller.MayTouch(member.UnitPath))
            return CommonProblems.UnitOutOfScope.Result(member.UnitPath.Split('/')[^1]);
        var attended = await db.Attendances.AnyAsync(
            row => row.SessionId == sessionId && row.MemberId == memberId && row.Counts,
            cancellationToken
        );
        return attended ? null : AttemptProblems.NotAttended.Result(memberId, sessionId);
    }
}
