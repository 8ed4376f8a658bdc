using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Training.Quizzes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.QuizAttempts;

public static class ListAttempts
{
    /// <summary>Lists the attempts at a quiz, of the members within the caller's unit, the latest first.</summary>
    /// <param name="session">Only in this session.</param>
    /// <param name="member">Only of this member.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<AttemptResponse>>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        Guid? session = null,
        Guid? member = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var (quiz, problem) = await db.FindQuizAsync(id, caller, clock, cancellationToken);
        if (quiz is null)
            return problem!;
        var members = db.Members.Where(each => UnitPath.IsWithin(each.UnitPath, caller.Unit));
        var attempts = db
            .QuizAttempts.AsNoTracking()
            .Where(attempt => attempt.QuizId == id && members.Any(each => each.Id == attempt.MemberId));
        if (session is not null)
            attempts = attempts.Where(attempt => attempt.SessionId == session);
        if (member is not null)
            attempts = attempts.Where(attempt => attempt.MemberId == member);
        if (Paging.Read<AttemptKey>(cursor) is { } after)
            attempts = attempts.Where(attempt =>
                attempt.StartedAt < after.StartedAt
                || (attempt.StartedAt == after.StartedAt && attempt.Id.CompareTo(after.Id) < 0)
            );
        var read = await attempts
            .OrderByDescending(attempt => attempt.StartedAt)
            .ThenByDescending(attempt => attempt.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        var page = read.ToPage(limit, attempt => new AttemptKey(attempt.StartedAt, attempt.Id));
        var now = clock.GetUtcNow();
        return TypedResults.Ok(
            new Page<AttemptResponse>(
                [.. page.Items.Select(attempt => AttemptResponse.InList(attempt, now))],
                page.Next
            )
        );
    }

    private sealed record AttemptKey(DateTimeOffset StartedAt, Guid Id);
}
