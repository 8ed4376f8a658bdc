using CongNgheSo.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.ObstacleAnswers;

public static class SearchAnswers
{
    private const string Language = "simple";

    /// <summary>
    /// Searches the published answers of the whole country, whatever the unit of the token: first those whose question holds
    /// all the words, then those with the rest of them in the answer; of each, what helped most teams, then the newest.
    /// </summary>
    /// <param name="q">Words, with or without marks, in any case ("quen mat khau", "Quên mật khẩu"); the last may be only begun.</param>
    /// <param name="cause">Only of this cause.</param>
    /// <param name="topic">Only of this topic.</param>
    /// <param name="province">Only of the province that bore this code on the day of the answer.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Ok<Page<AnswerResponse>>> Handle(
        ActivityDbContext db,
        string? q = null,
        string? cause = null,
        string? topic = null,
        string? province = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var answers = db.PublishedAnswers.AsNoTracking();
        if (cause is not null)
            answers = answers.Where(answer => answer.Cause == cause);
        if (topic is not null)
            answers = answers.Where(answer => answer.Topic == topic);
        if (province is not null)
            answers = answers.Where(answer => answer.ProvinceCode == province);
        var ranked = answers.Select(answer => new { answer, Rank = 0 });
        if (!string.IsNullOrWhiteSpace(q))
        {
            var (anywhere, inQuestion) = (AnswerSearch.Query(q, ""), AnswerSearch.Query(q, "A"));
            ranked = answers
                .Where(answer => answer.Words.Matches(EF.Functions.ToTsQuery(Language, anywhere)))
                .Select(answer => new
                {
                    answer,
                    Rank = answer.Words.Matches(EF.Functions.ToTsQuery(Language, inQuestion)) ? 1 : 0,
                });
        }
        if (Paging.Read<AnswerKey>(cursor) is { } after)
            ranked = ranked.Where(each =>
                EF.Functions.LessThan(
                    ValueTuple.Create(each.Rank, each.answer.Helped, each.answer.AnsweredOn, each.answer.ObstacleId),
                    ValueTuple.Create(after.Rank, after.Helped, after.AnsweredOn, after.Id)
                )
            );
        var read = await ranked
            .OrderByDescending(each => each.Rank)
            .ThenByDescending(each => each.answer.Helped)
            .ThenByDescending(each => each.answer.AnsweredOn)
            .ThenByDescending(each => each.answer.ObstacleId)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        var of = AnswerResponse.Of.Compile();
        var page = read.ToPage(
            limit,
            each => new AnswerKey(each.Rank, each.answer.Helped, each.answer.AnsweredOn, each.answer.ObstacleId)
        );
        return TypedResults.Ok(new Page<AnswerResponse>([.. page.Items.Select(each => of(each.answer))], page.Next));
    }

    private sealed record AnswerKey(int Rank, int Helped, DateOnly AnsweredOn, Guid Id);
}
