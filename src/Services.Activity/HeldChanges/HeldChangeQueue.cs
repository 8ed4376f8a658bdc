using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Activity.Activities;
using CongNgheSo.Services.Activity.ActivityReviews;
using CongNgheSo.Services.Activity.Topics;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.HeldChanges;

/// <summary>Holds changes until their version comes, and applies them then, in the transaction that brings it.</summary>
internal static class HeldChangeQueue
{
    /// <summary>
    /// Holds a change in the current transaction, which has locked the activity or (see <see cref="HeldChangeLock"/>)
    /// its id. One that is held already is answered as it is.
    /// </summary>
    /// <returns>Null where another change of the same unit waits for that version.</returns>
    public static async Task<HeldChange?> HoldAsync(
        ActivityDbContext db,
        (Guid ActivityId, int Version) key,
        RequestedChange change,
        Caller caller,
        (DateTimeOffset Now, TimeSpan Keep) time,
        CancellationToken cancellationToken
    )
    {
        var held = await db.HeldChanges.SingleOrDefaultAsync(
            held => held.ActivityId == key.ActivityId && held.Version == key.Version && held.Unit == caller.Unit,
            cancellationToken
        );
        if (held?.StateAt(time.Now) == HeldChange.Held)
            return held.Change.IsSame(change) ? held : null;
        if (held is null)
            db.HeldChanges.Add(held = new HeldChange(key.ActivityId, key.Version, caller));
        held.Hold(change, caller, time.Now, time.Keep);
        await db.SaveChangesAsync(cancellationToken);
        return held;
    }

    /// <summary>
    /// Applies what waits for these activities as they now stand, one after the other, as far as it goes. The changes
    /// and their events are saved with the context.
    /// </summary>
    /// <param name="db">Tracks the activities.</param>
    /// <param name="activities">Activities that nobody else can change before the transaction ends.</param>
    /// <param name="sayable">What activities can say.</param>
    /// <param name="now">The time of the changes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task ApplyAsync(
        ActivityDbContext db,
        IReadOnlyCollection<RecordedActivity> activities,
        CatalogueSnapshot sayable,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var ids = activities.Select(activity => activity.Id).ToArray();
        var waiting = (
            await db
                .HeldChanges.Where(held =>
                    ids.Contains(held.ActivityId) && held.State == HeldChange.Held && held.ExpiresAt > now
                )
                .OrderBy(held => held.Version)
                .ThenBy(held => held.Id)
                .ToListAsync(cancellationToken)
        ).ToLookup(held => held.ActivityId);
        if (waiting.Count == 0)
            return;
        var teamIds = activities.Select(activity => activity.TeamId).Distinct().ToArray();
        var teams = await db
            .Teams.Where(team => teamIds.Contains(team.Id))
            .ToDictionaryAsync(team => team.Id, cancellationToken);
        foreach (var activity in activities)
        foreach (var held in waiting[activity.Id])
            if (held.Version <= activity.Version || activity.Voided)
                await EndAsync(db, held, activity, teams[activity.TeamId], sayable, now, cancellationToken);
    }

    private static async Task EndAsync(
        ActivityDbContext db,
        HeldChange held,
        RecordedActivity activity,
        TeamCopy team,
        CatalogueSnapshot sayable,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (Judge(held, activity, team, sayable) is { } refusal)
        {
            held.Refuse(refusal);
            return;
        }
        held.Apply();
        if (held.Change.IsDone(activity))
            return;
        var (superseded, told) = held.Change.Apply(activity, team.UnitPath, held.ClientId, now);
        db.ActivityVersions.Add(superseded);
        db.Outbox.Add(told);
        await db.ReviewAsync(activity, held.Change, held.ClientId, sayable, now, cancellationToken);
    }

    private static Refusal? Judge(HeldChange held, RecordedActivity activity, TeamCopy team, CatalogueSnapshot sayable)
    {
        if (!Caller.Of(held.ClientId, held.Unit).MayTouch(team.UnitPath))
            return new Refusal(CommonProblems.UnitOutOfScope, "", team.UnitPath.Split('/')[^1]);
        // Another unit's change of the same version came first; where it was the same one, all is well.
        if (held.Version + 1 == activity.Version && held.Change.IsDone(activity))
            return null;
        if (activity.Voided)
            return new Refusal(ActivityProblems.AlreadyVoided, "", activity.Id);
        if (held.Version < activity.Version)
            return new Refusal(CommonProblems.VersionStale, "", activity.Version);
        return held.Change.Judge(activity, team, sayable);
    }
}
