using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Initiatives;

public static class ListInitiatives
{
    private const string ByTitle = "title";
    private const string ByApplications = "applications";
    private static readonly string[] Sorts = ["newest", ByTitle, ByApplications];

    /// <summary>
    /// Lists initiatives: all that are published for the caller's unit, and those proposed by it and the units below it,
    /// published or not.
    /// </summary>
    /// <param name="q">Words of the title or the description, with or without marks; all of them stand there.</param>
    /// <param name="unit">Code of a unit: only those proposed by it and the units below it.</param>
    /// <param name="topic">Only this topic.</param>
    /// <param name="status">Only "submitted", "changes-requested", "rejected", "published" or "withdrawn".</param>
    /// <param name="reviewUnit">Code of a unit: only those that wait for its decision.</param>
    /// <param name="sort">"newest" (where absent), "title" as Vietnamese sorts, or "applications", the most first.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<InitiativeResponse>>, ProblemHttpResult>> Handle(
        Caller caller,
        ActivityDbContext db,
        TimeProvider clock,
        string? q = null,
        string? unit = null,
        string? topic = null,
        string? status = null,
        string? reviewUnit = null,
        string? sort = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        if (status is not null && !Initiative.Statuses.Contains(status))
            return InitiativeProblems.StatusUnknown.Result(string.Join(", ", Initiative.Statuses));
        if (sort is not null && !Sorts.Contains(sort))
            return InitiativeProblems.SortUnknown.Result(string.Join(", ", Sorts));
        var initiatives = await db.VisibleAsync(caller, clock, cancellationToken);
        foreach (var word in SearchText.Words(q))
            initiatives = initiatives.Where(initiative => initiative.SearchKey.Contains(word));
        if (unit is not null)
            initiatives = initiatives.Where(initiative => UnitPath.IsWithin(initiative.UnitPath, unit));
        if (topic is not null)
            initiatives = initiatives.Where(initiative => initiative.Topics.Contains(topic));
        if (status is not null)
            initiatives = initiatives.Where(initiative => initiative.Status == status);
        if (reviewUnit is not null)
            initiatives = initiatives.Where(initiative =>
                initiative.Status != Initiative.ChangesRequested
                && ("/" + initiative.ReviewPath).EndsWith("/" + reviewUnit)
            );
        initiatives = sort switch
        {
            ByTitle => InOrderOfTitles(initiatives, cursor),
            ByApplications => InOrderOfApplications(initiatives, cursor),
            _ => NewestFirst(initiatives, cursor),
        };
        var read = await initiatives.Take(Paging.Take(limit)).ToListAsync(cancellationToken);
        IReadOnlyList<InitiativeResponse> items = [.. read.Select(InitiativeResponse.Of)];
        return TypedResults.Ok(
            items.ToPage<InitiativeResponse, object>(
                limit,
                item =>
                    sort switch
                    {
                        ByTitle => new TitleKey(item.Title, item.Id),
                        ByApplications => new ApplicationsKey(item.Applications, item.Id),
                        _ => new DayKey(item.ProposedAt, item.Id),
                    }
            )
        );
    }

    private static IQueryable<Initiative> NewestFirst(IQueryable<Initiative> initiatives, string? cursor)
    {
        if (Paging.Read<DayKey>(cursor) is { } after)
            initiatives = initiatives.Where(initiative =>
                EF.Functions.LessThan(
                    ValueTuple.Create(initiative.ProposedAt, initiative.Id),
                    ValueTuple.Create(after.ProposedAt, after.Id)
                )
            );
        return initiatives
            .OrderByDescending(initiative => initiative.ProposedAt)
            .ThenByDescending(initiative => initiative.Id);
    }

    private static IQueryable<Initiative> InOrderOfTitles(IQueryable<Initiative> initiatives, string? cursor)
    {
        if (Paging.Read<TitleKey>(cursor) is { } after)
            initiatives = initiatives.Where(initiative =>
                EF.Functions.GreaterThan(
                    ValueTuple.Create(initiative.Title, initiative.Id),
                    ValueTuple.Create(after.Title, after.Id)
                )
            );
        return initiatives.OrderBy(initiative => initiative.Title).ThenBy(initiative => initiative.Id);
    }

    private static IQueryable<Initiative> InOrderOfApplications(IQueryable<Initiative> initiatives, string? cursor)
    {
        if (Paging.Read<ApplicationsKey>(cursor) is { } after)
            initiatives = initiatives.Where(initiative =>
                EF.Functions.LessThan(
                    ValueTuple.Create(initiative.Applications, initiative.Id),
                    ValueTuple.Create(after.Applications, after.Id)
                )
            );
        return initiatives
            .OrderByDescending(initiative => initiative.Applications)
            .ThenByDescending(initiative => initiative.Id);
    }

    private sealed record DayKey(DateTimeOffset ProposedAt, Guid Id);

    private sealed record TitleKey(string Title, Guid Id);

    private sealed record ApplicationsKey(int Applications, Guid Id);
}
