using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Questions;

public static class ListQuestions
{
    /// <summary>Lists the questions that the caller's unit and those below it maintain, newest first.</summary>
    /// <param name="unit">Code of a unit: only its own and those of the units below it.</param>
    /// <param name="topic">Only of this topic.</param>
    /// <param name="asOf">Only those that are drawn on this day (yyyy-MM-dd).</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Ok<Page<QuestionResponse>>> Handle(
        Caller caller,
        TrainingDbContext db,
        string? unit = null,
        string? topic = null,
        DateOnly? asOf = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var questions = db
            .Questions.AsNoTracking()
            .Where(question => UnitPath.IsWithin(question.OwnerPath, caller.Unit));
        if (unit is not null)
            questions = questions.Where(question => UnitPath.IsWithin(question.OwnerPath, unit));
        if (topic is not null)
            questions = questions.Where(question => question.Topic == topic);
        if (asOf is { } day)
            questions = questions.ValidOn(day);
        if (Paging.Read<QuestionKey>(cursor) is { } after)
            questions = questions.Where(question =>
                question.CreatedAt < after.CreatedAt
                || (question.CreatedAt == after.CreatedAt && question.Id.CompareTo(after.Id) < 0)
            );
        var read = await questions
            .OrderByDescending(question => question.CreatedAt)
            .ThenByDescending(question => question.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        var page = read.ToPage(limit, question => new QuestionKey(question.CreatedAt, question.Id));
        return TypedResults.Ok(new Page<QuestionResponse>([.. page.Items.Select(QuestionResponse.Of)], page.Next));
    }

    /// <summary>Those that are drawn on a day.</summary>
    internal static IQueryable<Question> ValidOn(this IQueryable<Question> questions, DateOnly day) =>
        questions.Where(question => question.ValidFrom <= day && (question.ValidTo == null || question.ValidTo > day));

    private sealed record QuestionKey(DateTimeOffset CreatedAt, Guid Id);
}
