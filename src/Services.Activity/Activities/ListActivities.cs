using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.ActivityReviews;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Activities;

public static class ListActivities
{
    /// <summary>Lists activities, the latest day first, within what the caller may see.</summary>
    /// <param name="unit">Code of a unit: only its teams' and those of the units below it.</param>
    /// <param name="team">Only this team's.</param>
    /// <param name="from">First day (yyyy-MM-dd).</param>
    /// <param name="to">Last day (yyyy-MM-dd).</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Ok<Page<ActivityResponse>>> Handle(
        Caller caller,
        ActivityDbContext db,
        string? unit = null,
        Guid? team = null,
        DateOnly? from = null,
        DateOnly? to = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var teams = db.TeamsWithin(caller, unit, team);
        var activities = db.Activities.AsNoTracking().Where(activity => teams.Any(copy => copy.Id == activity.TeamId));
        if (from is not null)
            activities = activities.Where(activity => activity.OccurredOn >= from);
        if (to is not null)
            activities = activities.Where(activity => activity.OccurredOn <= to);
        if (Paging.Read<ActivityKey>(cursor) is { } after)
            activities = activities.Where(activity =>
                activity.OccurredOn < after.OccurredOn
                || (activity.OccurredOn == after.OccurredOn && activity.Id.CompareTo(after.Id) < 0)
            );
        var read = await activities
            .OrderByDescending(activity => activity.OccurredOn)
            .ThenByDescending(activity => activity.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        var flags = await db.OpenFlagsAsync([.. read.Select(activity => activity.Id)], cancellationToken);
        IReadOnlyList<ActivityResponse> items =
        [
            .. read.Select(activity => ActivityResponse.Of(activity, flags.GetValueOrDefault(activity.Id, []))),
        ];
        return TypedResults.Ok(items.ToPage(limit, item => new ActivityKey(item.OccurredOn, item.Id)));
    }

    private sealed record ActivityKey(DateOnly OccurredOn, Guid Id);
}
