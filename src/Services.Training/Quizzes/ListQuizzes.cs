using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Quizzes;

public static class ListQuizzes
{
    /// <summary>Lists the quizzes of the caller's unit, of those below it and of those above it, newest first.</summary>
    /// <param name="programme">Only this programme's.</param>
    /// <param name="session">Only this session's own.</param>
    /// <param name="withdrawn">True lists those that are no longer asked instead.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Ok<Page<QuizResponse>>> Handle(
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        Guid? programme = null,
        Guid? session = null,
        bool withdrawn = false,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var above = await db.UnitsAboveAsync(caller, clock, cancellationToken);
        var quizzes = db
            .Quizzes.AsNoTracking()
            .Where(quiz => UnitPath.IsWithin(quiz.OwnerPath, caller.Unit) || above.Contains(quiz.OwnerUnit))
            .Where(quiz => (quiz.WithdrawalReason != null) == withdrawn);
        if (programme is not null)
            quizzes = quizzes.Where(quiz => quiz.ProgrammeId == programme);
        if (session is not null)
            quizzes = quizzes.Where(quiz => quiz.SessionId == session);
        if (Paging.Read<QuizKey>(cursor) is { } after)
            quizzes = quizzes.Where(quiz =>
                quiz.CreatedAt < after.CreatedAt
                || (quiz.CreatedAt == after.CreatedAt && quiz.Id.CompareTo(after.Id) < 0)
            );
        var read = await quizzes
            .OrderByDescending(quiz => quiz.CreatedAt)
            .ThenByDescending(quiz => quiz.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        var page = read.ToPage(limit, quiz => new QuizKey(quiz.CreatedAt, quiz.Id));
        return TypedResults.Ok(new Page<QuizResponse>([.. page.Items.Select(QuizResponse.Of)], page.Next));
    }

    private sealed record QuizKey(DateTimeOffset CreatedAt, Guid Id);
}
