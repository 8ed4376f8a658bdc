using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.DutyRosters;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.DutyShifts;

/// <summary>What became of a roster.</summary>
/// <param name="RosterId">The roster.</param>
/// <param name="Days">Days with duty.</param>
/// <param name="DaysInBreach">Days with too few people, or with shifts whose member is no longer there.</param>
/// <param name="Shifts">Shifts that were ever on the roster and not withdrawn, substitutes' too.</param>
/// <param name="Planned">Those not yet confirmed.</param>
/// <param name="Served">Those confirmed.</param>
/// <param name="Absent">Those missed.</param>
/// <param name="Open">Those whose member is no longer there.</param>
/// <param name="PeopleGuided">People guided by the activities that belong to them.</param>
/// <param name="Members">The same for each member with a shift.</param>
public sealed record DutySummary(
    Guid RosterId,
    int Days,
    int DaysInBreach,
    int Shifts,
    int Planned,
    int Served,
    int Absent,
    int Open,
    int PeopleGuided,
    IReadOnlyList<MemberDutySummary> Members
);

/// <summary>What a member did for a roster.</summary>
/// <param name="MemberId">The member.</param>
/// <param name="Planned">Shifts not yet confirmed.</param>
/// <param name="Served">Shifts confirmed.</param>
/// <param name="Absent">Shifts missed.</param>
/// <param name="Open">Shifts after they left.</param>
/// <param name="PeopleGuided">People guided by the activities that belong to their shifts.</param>
public sealed record MemberDutySummary(Guid MemberId, int Planned, int Served, int Absent, int Open, int PeopleGuided);

public static class SummariseDutyRoster
{
    /// <summary>Counts a roster's shifts and the people guided during them, in all and by member.</summary>
    public static async Task<Results<Ok<DutySummary>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        ActivityDbContext db,
        CancellationToken cancellationToken
    )
    {
        var (roster, problem) = await db.FindRosterAsync(id, caller, lockIt: false, cancellationToken);
        if (roster is null)
            return problem!;
        var shifts = await ShiftStanding
            .Of(db)
            .Where(shift => shift.RosterId == id && shift.Status != DutyShift.Withdrawn)
            .ToListAsync(cancellationToken);
        var guided = await DutyActivities
            .Of(db)
            .Where(activity => activity.RosterId == id)
            .GroupBy(activity => activity.ShiftId)
            .Select(shift => new { shift.Key, People = shift.Sum(activity => activity.PeopleGuided) })
            .ToDictionaryAsync(shift => shift.Key, shift => shift.People, cancellationToken);
        var days = DutyDays.Of(db).Where(day => day.RosterId == id);
        List<MemberDutySummary> members =
        [
            .. shifts
                .GroupBy(shift => shift.MemberId)
                .OrderBy(member => member.Key)
                .Select(member => new MemberDutySummary(
                    member.Key,
                    member.Count(shift => shift.Status == DutyShift.Planned),
                    member.Count(shift => shift.Status == DutyShift.Served),
                    member.Count(shift => shift.Status == DutyShift.Absent),
                    member.Count(shift => shift.Status == ShiftStanding.Open),
                    member.Sum(shift => guided.GetValueOrDefault(shift.Id))
                )),
        ];
        return TypedResults.Ok(
            new DutySummary(
                id,
                await days.CountAsync(cancellationToken),
                await days.CountAsync(day => day.Missing > 0 || day.Open > 0, cancellationToken),
                shifts.Count,
                members.Sum(member => member.Planned),
                members.Sum(member => member.Served),
                members.Sum(member => member.Absent),
                members.Sum(member => member.Open),
                members.Sum(member => member.PeopleGuided),
                members
            )
        );
    }
}
