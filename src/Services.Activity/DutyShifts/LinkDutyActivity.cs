using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.Activities;
using CongNgheSo.Services.Activity.DutyRosters;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.DutyShifts;

public static class LinkDutyActivity
{
    /// <summary>Says that an activity was done during a shift. The activity itself stays as it is.</summary>
    /// <remarks>
    /// The activity is of the shift's day and of a team within the roster's unit, and belongs to one shift only (409).
    /// Saying it again changes nothing.
    /// </remarks>
    public static async Task<Results<Ok<DutyShiftResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Guid shiftId,
        Guid activityId,
        Caller caller,
        ActivityDbContext db,
        DutyShiftWriter writer,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (roster, problem) = await db.FindRosterAsync(id, caller, lockIt: true, cancellationToken);
        if (roster is null)
            return problem!;
        if (await writer.FindAsync(id, shiftId, cancellationToken) is not { } shift)
            return DutyShiftProblems.NotFound.Result(shiftId);
        if (roster.Status == DutyRoster.Draft)
            return DutyRosterProblems.NotPublished.Result(id);
        if (shift.Status is DutyShift.Absent or DutyShift.Withdrawn)
            return DutyShiftProblems.StatusRefused.Result(shiftId, shift.Status);
        (var activity, problem) = await db.FindActivityAsync(activityId, caller, cancellationToken);
        if (activity is null)
            return problem!;
        var team = await db.Teams.AsNoTracking().SingleAsync(x => x.Id == activity.TeamId, cancellationToken);
        if (activity.Voided || activity.OccurredOn != shift.Day || !UnitPath.IsWithin(team.UnitPath, roster.UnitCode))
            return DutyShiftProblems.ActivityDiffers.Result(activityId, shift.Day, roster.UnitCode);
        // Whoever links it at the same moment is waited for.
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO duty_activity_links (activity_id, shift_id, linked_by, linked_at)
            VALUES ({activityId}, {shiftId}, {caller.ClientId}, {clock.GetUtcNow()})
            ON CONFLICT (activity_id) DO NOTHING
            """,
            cancellationToken
        );
        var link = await db.DutyActivityLinks.SingleAsync(x => x.ActivityId == activityId, cancellationToken);
        if (link.ShiftId != shiftId)
            return DutyShiftProblems.ActivityTaken.Result(activityId);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok(await ReadAsync(db, shiftId, cancellationToken));
    }

    /// <summary>Takes it back. Doing so again changes nothing.</summary>
    public static async Task<Results<Ok<DutyShiftResponse>, ProblemHttpResult>> HandleRemoval(
        Guid id,
        Guid shiftId,
        Guid activityId,
        Caller caller,
        ActivityDbContext db,
        DutyShiftWriter writer,
        CancellationToken cancellationToken
    )
    {
        var (roster, problem) = await db.FindRosterAsync(id, caller, lockIt: false, cancellationToken);
        if (roster is null)
            return problem!;
        if (await writer.FindAsync(id, shiftId, cancellationToken) is null)
            return DutyShiftProblems.NotFound.Result(shiftId);
        await db
            .DutyActivityLinks.Where(link => link.ActivityId == activityId && link.ShiftId == shiftId)
            .ExecuteDeleteAsync(cancellationToken);
        return TypedResults.Ok(await ReadAsync(db, shiftId, cancellationToken));
    }

    private static async Task<DutyShiftResponse> ReadAsync(
        ActivityDbContext db,
        Guid shiftId,
        CancellationToken cancellationToken
    )
    {
        var shifts = ShiftStanding.Of(db).Where(shift => shift.Id == shiftId);
        return (await DutyShiftResponses.ReadAsync(db, shifts, cancellationToken)).Single();
    }
}
