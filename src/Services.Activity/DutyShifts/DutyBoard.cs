using CongNgheSo.Services.Activity.DutyRosters;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.DutyShifts;

/// <summary>What is asked before somebody is put on duty, by hand, by a swap or as a substitute.</summary>
internal static class DutyBoard
{
    /// <summary>Commits, unless somebody would be at two places at once: a swap is asked about only when it is whole.</summary>
    public static async Task CommitDutiesAsync(this ActivityDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlRawAsync(
            $"SET CONSTRAINTS {DutyShiftTable.OnePlaceAtATime} IMMEDIATE",
            cancellationToken
        );
        await db.Database.CommitTransactionAsync(cancellationToken);
    }

    /// <summary>Why a member of the pool cannot be on duty then; null where they can.</summary>
    /// <param name="db">The database, with the roster locked.</param>
    /// <param name="roster">The roster.</param>
    /// <param name="memberId">The member.</param>
    /// <param name="time">When they would be on duty.</param>
    /// <param name="givenUp">The shift that they give up for it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ProblemHttpResult?> JudgeAsync(
        ActivityDbContext db,
        DutyRoster roster,
        Guid memberId,
        DutyTime time,
        Guid? givenUp,
        CancellationToken cancellationToken
    )
    {
        if (Array.Find(roster.Pool, member => member.MemberId == memberId) is not { } pooled)
            return DutyShiftProblems.MemberNotInPool.Result(memberId);
        if (pooled.DaysOff.Contains(time.Day))
            return DutyShiftProblems.DayOff.Result(memberId, time.Day);
        var members = await db.ReadDutyMembersAsync([memberId], cancellationToken);
        if (members.GetValueOrDefault(memberId)?.IsInBeing(time.Day) != true)
            return DutyShiftProblems.MemberNotInBeing.Result(memberId, time.Day);
        var isElsewhere = await db
            .DutyShifts.Where(shift => shift.MemberId == memberId && shift.Day == time.Day && shift.Id != givenUp)
            .Where(shift => shift.Status == DutyShift.Planned || shift.Status == DutyShift.Served)
            .AnyAsync(shift => shift.StartsAt < time.EndsAt && shift.EndsAt > time.StartsAt, cancellationToken);
        return isElsewhere ? DutyShiftProblems.DoubleBooked.Result(memberId, time.Day) : null;
    }
}
