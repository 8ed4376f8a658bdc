using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.HeldChanges;

public static class ListHeldChanges
{
    /// <summary>Lists changes that came before the version that they change, the latest first.</summary>
    /// <remarks>
    /// Those of activities that the caller may see, and those that clients of the caller's own unit sent (for unit VN: all).
    /// They can be read for 30 days after their time is over.
    /// </remarks>
    /// <param name="unit">
    /// Code of a unit: only changes of its teams' activities and of those below it; while an activity is unknown, those
    /// that clients of this very unit sent.
    /// </param>
    /// <param name="state">Only those that are held, applied, refused or expired.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<HeldChangeResponse>>, ProblemHttpResult>> Handle(
        Caller caller,
        ActivityDbContext db,
        TimeProvider clock,
        string? unit = null,
        string? state = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var now = clock.GetUtcNow();
        var changes = db.HeldChanges.AsNoTracking();
        if (caller.Unit != UnitPath.Nation)
        {
            var mine = Within(db, caller.Unit);
            changes = changes.Where(change => change.Unit == caller.Unit || mine.Contains(change.ActivityId));
        }
        if (unit is not null)
        {
            var theirs = Within(db, unit);
            changes = changes.Where(change =>
                theirs.Contains(change.ActivityId)
                || (change.Unit == unit && !db.Activities.Any(activity => activity.Id == change.ActivityId))
            );
        }
        if (state is not null)
        {
            if (state is not (HeldChange.Held or HeldChange.Applied or HeldChange.Refused or HeldChange.Expired))
                return HeldChangeProblems.StateUnknown.Result();
            var (written, expired) = (
                state == HeldChange.Expired ? HeldChange.Held : state,
                state == HeldChange.Expired
            );
            changes = changes.Where(change => change.State == written);
            if (written == HeldChange.Held)
                changes = changes.Where(change => change.ExpiresAt <= now == expired);
        }
        if (Paging.Read<HeldChangeKey>(cursor) is { } after)
            changes = changes.Where(change => change.Id < after.Id);
        var read = await changes
            .OrderByDescending(change => change.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        var page = read.ToPage(limit, change => new HeldChangeKey(change.Id));
        return TypedResults.Ok(
            new Page<HeldChangeResponse>(
                [.. page.Items.Select(change => HeldChangeResponse.Of(change, now))],
                page.Next
            )
        );
    }

    /// <summary>The activities of the teams of a unit and of the units below it.</summary>
    private static IQueryable<Guid> Within(ActivityDbContext db, string unit) =>
        from activity in db.Activities
        join team in db.Teams on activity.TeamId equals team.Id
        where UnitPath.IsWithin(team.UnitPath, unit)
        select activity.Id;

    private sealed record HeldChangeKey(long Id);
}
