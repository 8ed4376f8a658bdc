using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.DutyRosters;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.DutyShifts;

/// <summary>A turn as the rotation leaves it.</summary>
/// <param name="Day">The day.</param>
/// <param name="StartsAt">HH:mm.</param>
/// <param name="EndsAt">HH:mm.</param>
/// <param name="MemberId">Whose turn it is.</param>
/// <param name="IsNew">True where it was not there before.</param>
public sealed record RotatedShift(DateOnly Day, string StartsAt, string EndsAt, Guid MemberId, bool IsNew);

/// <summary>How often somebody is on duty.</summary>
/// <param name="MemberId">The member.</param>
/// <param name="Shifts">Shifts planned or served in the period.</param>
public sealed record MemberTurns(Guid MemberId, int Shifts);

/// <summary>What a rotation made, or would make, of a roster.</summary>
/// <param name="DryRun">True where nothing was written.</param>
/// <param name="Added">Shifts that are new.</param>
/// <param name="Removed">Shifts that went: planned by a rotation before, or of members who are no longer there.</param>
/// <param name="Shifts">All who are on duty, in order.</param>
/// <param name="Members">The pool with their numbers of shifts.</param>
/// <param name="DaysBelow">Days with fewer people than the minimum: there were not more available.</param>
public sealed record RotationResponse(
    bool DryRun,
    int Added,
    int Removed,
    IReadOnlyList<RotatedShift> Shifts,
    IReadOnlyList<MemberTurns> Members,
    IReadOnlyList<DateOnly> DaysBelow
);

public static class RotateDuties
{
    /// <summary>Plans the shifts from today on by rotation: fair, and the same each time for the same roster.</summary>
    /// <param name="dryRun">Tell what would become of the roster, and write nothing; If-Match is not needed then.</param>
    /// <remarks>
    /// Nobody gets more than one turn ahead of somebody available on the same days. Days off, days before joining or
    /// after leaving, and turns at other places are respected. Shifts that passed, were swapped, given by hand, served or
    /// missed stay, and count; those of members who are no longer there go. If-Match names the version of the roster.
    /// </remarks>
    public static async Task<Results<Ok<RotationResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpContext http,
        Caller caller,
        ActivityDbContext db,
        DutyRosterChange change,
        TimeProvider clock,
        bool dryRun = false,
        CancellationToken cancellationToken = default
    )
    {
        var today = clock.Today();
        if (dryRun)
        {
            var (draft, refusal) = await db.FindRosterAsync(id, caller, lockIt: false, cancellationToken);
            if (draft is null)
                return refusal!;
            if (draft.Status == DutyRoster.Closed)
                return DutyRosterProblems.Closed.Result(id);
            var wouldBe = await RotationPlan.MakeAsync(db, draft, today, cancellationToken);
            return TypedResults.Ok(Answer(draft, wouldBe, dryRun));
        }
        RotationPlan? plan = null;
        var (roster, problem) = await change.ApplyAsync(
            id,
            http,
            // Asked of the plan itself: a retry, and a rotation of what was rotated, find nothing to do.
            isDone: async roster =>
                roster.Status != DutyRoster.Closed
                && (plan = await RotationPlan.MakeAsync(db, roster, today, cancellationToken)).ChangesNothing,
            change: async roster =>
            {
                await WriteAsync(db, roster, plan!, caller, clock, cancellationToken);
                return null;
            },
            cancellationToken
        );
        return roster is null ? problem! : TypedResults.Ok(Answer(roster, plan!, dryRun));
    }

    private static async Task WriteAsync(
        ActivityDbContext db,
        DutyRoster roster,
        RotationPlan plan,
        Caller caller,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        db.DutyShifts.RemoveRange(plan.Go);
        foreach (var shift in plan.Withdrawn)
            db.DutyShiftChanges.Add(shift.Withdraw(null, caller.ClientId, now));
        // First what goes: those who come may have been there.
        await db.SaveChangesAsync(cancellationToken);
        foreach (var turn in plan.New)
        {
            var (shiftId, time) = (Guid.CreateVersion7(), ToTime(roster, turn));
            db.DutyShifts.Add(
                new DutyShift(shiftId, roster.Id, time, turn.MemberId, DutyShift.ByRotation, caller.ClientId, now)
            );
        }
        roster.Rotate();
    }

    private static RotationResponse Answer(DutyRoster roster, RotationPlan plan, bool dryRun)
    {
        var stay = plan.OnDuty.Select(shift => ToRotated(shift.Time, shift.MemberId, isNew: false));
        var added = plan.New.Select(turn => ToRotated(ToTime(roster, turn), turn.MemberId, isNew: true));
        List<RotatedShift> shifts =
        [
            .. stay.Concat(added)
                .OrderBy(shift => shift.Day)
                .ThenBy(shift => shift.StartsAt, StringComparer.Ordinal)
                .ThenBy(shift => shift.MemberId),
        ];
        var counts = shifts.CountBy(shift => shift.MemberId).ToDictionary();
        var people = shifts.DistinctBy(shift => (shift.Day, shift.MemberId)).CountBy(shift => shift.Day).ToDictionary();
        return new RotationResponse(
            dryRun,
            plan.New.Count,
            plan.Go.Count + plan.Withdrawn.Count,
            shifts,
            [.. roster.Pool.Select(x => new MemberTurns(x.MemberId, counts.GetValueOrDefault(x.MemberId)))],
            [.. roster.Days().Where(day => people.GetValueOrDefault(day) < roster.MinPerDay)]
        );
    }

    private static RotatedShift ToRotated(DutyTime time, Guid memberId, bool isNew) =>
        new(
            time.Day,
            DutyRosterResponse.Written(time.StartsAt),
            DutyRosterResponse.Written(time.EndsAt),
            memberId,
            isNew
        );

    private static DutyTime ToTime(DutyRoster roster, RotationTurn turn) =>
        new(turn.Day, roster.Sessions[turn.Session].StartsAt, roster.Sessions[turn.Session].EndsAt);
}
