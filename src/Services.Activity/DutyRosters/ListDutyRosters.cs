using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.DutyRosters;

public static class ListDutyRosters
{
    /// <summary>Lists the duty rosters of the caller's unit and of those below it, the latest period first.</summary>
    /// <param name="unit">Code of a unit: only its rosters and those of the units below it.</param>
    /// <param name="place">Words of the place's name, with or without marks.</param>
    /// <param name="placeKind">Only this kind of place.</param>
    /// <param name="status">Only "draft", "published" or "closed".</param>
    /// <param name="day">Only those whose period holds this day (yyyy-MM-dd).</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<DutyRosterResponse>>, ProblemHttpResult>> Handle(
        Caller caller,
        ActivityDbContext db,
        string? unit = null,
        string? place = null,
        string? placeKind = null,
        string? status = null,
        DateOnly? day = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        if (placeKind is not null && !DutyRoster.PlaceKinds.Contains(placeKind))
            return DutyRosterProblems.PlaceKindUnknown.Result(string.Join(", ", DutyRoster.PlaceKinds));
        if (status is not null && !DutyRoster.Statuses.Contains(status))
            return DutyRosterProblems.StatusUnknown.Result(string.Join(", ", DutyRoster.Statuses));
        var rosters = db.DutyRosters.AsNoTracking().Within(caller.Unit).AtPlace(place, placeKind);
        if (unit is not null)
            rosters = rosters.Within(unit);
        if (status is not null)
            rosters = rosters.Where(roster => roster.Status == status);
        if (day is not null)
            rosters = rosters.Where(roster => roster.FirstDay <= day && roster.LastDay >= day);
        if (Paging.Read<RosterKey>(cursor) is { } after)
            rosters = rosters.Where(roster =>
                roster.FirstDay < after.FirstDay
                || (roster.FirstDay == after.FirstDay && roster.Id.CompareTo(after.Id) < 0)
            );
        var read = await rosters
            .OrderByDescending(roster => roster.FirstDay)
            .ThenByDescending(roster => roster.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        IReadOnlyList<DutyRosterResponse> items = [.. read.Select(DutyRosterResponse.Of)];
        return TypedResults.Ok(items.ToPage(limit, item => new RosterKey(item.FirstDay, item.Id)));
    }

    /// <summary>The rosters of places whose name holds every word, and of a kind.</summary>
    internal static IQueryable<DutyRoster> AtPlace(this IQueryable<DutyRoster> rosters, string? name, string? kind)
    {
        foreach (var word in SearchText.Words(name))
            rosters = rosters.Where(roster => roster.PlaceKey.Contains(word));
        return kind is null ? rosters : rosters.Where(roster => roster.PlaceKind == kind);
    }

    private sealed record RosterKey(DateOnly FirstDay, Guid Id);
}
