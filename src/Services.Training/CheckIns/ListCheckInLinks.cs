using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Training.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.CheckIns;

public static class ListCheckInLinks
{
    /// <summary>Lists the check-in links of a session that the caller may act for, in the order of their ids.</summary>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<CheckInLinkResponse>>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        TrainingDbContext db,
        CheckInLinks links,
        TimeProvider clock,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var (session, problem) = await db.FindOwnSessionAsync(id, caller, clock, cancellationToken);
        if (session is null)
            return problem!;
        var found = db.CheckInLinks.AsNoTracking().Where(link => link.SessionId == id);
        if (Paging.Read<LinkKey>(cursor) is { } after)
            found = found.Where(link => link.Id.CompareTo(after.Id) > 0);
        var read = await found.OrderBy(link => link.Id).Take(Paging.Take(limit)).ToListAsync(cancellationToken);
        IReadOnlyList<CheckInLinkResponse> items = [.. read.Select(link => links.Response(link, session))];
        return TypedResults.Ok(items.ToPage(limit, item => new LinkKey(item.Id)));
    }

    private sealed record LinkKey(Guid Id);
}
