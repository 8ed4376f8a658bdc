using CongNgheSo.Services.Activity.DutyRosters;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.DutyShifts;

/// <summary>What was done during a shift.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="PeopleGuided">People guided by it.</param>
public sealed record DutyActivityResponse(Guid ActivityId, int PeopleGuided);

/// <summary>One member's turn of duty.</summary>
/// <param name="Id">Id of the shift.</param>
/// <param name="Version">1 when planned; each swap, absence, confirmation or withdrawal adds one. Also the ETag.</param>
/// <param name="RosterId">The roster.</param>
/// <param name="UnitCode">Code of its unit.</param>
/// <param name="PlaceName">Where.</param>
/// <param name="Day">The day (Vietnam time).</param>
/// <param name="StartsAt">HH:mm.</param>
/// <param name="EndsAt">HH:mm.</param>
/// <param name="MemberId">Whose turn it is.</param>
/// <param name="Status">
/// "planned", "served", "absent", "withdrawn", or "open" where the member is no longer there on the day.
/// </param>
/// <param name="Origin">"rotation", "hand" or "substitute".</param>
/// <param name="SubstituteFor">The shift whose member is absent.</param>
/// <param name="PeopleGuided">Sum over its activities.</param>
/// <param name="Activities">Its activities that count: not voided, of its day.</param>
public sealed record DutyShiftResponse(
    Guid Id,
    int Version,
    Guid RosterId,
    string UnitCode,
    string PlaceName,
    DateOnly Day,
    string StartsAt,
    string EndsAt,
    Guid MemberId,
    string Status,
    string Origin,
    Guid? SubstituteFor,
    int PeopleGuided,
    IReadOnlyList<DutyActivityResponse> Activities
);

internal static class DutyShiftResponses
{
    /// <summary>These shifts, in their order, with what was done during them.</summary>
    public static async Task<IReadOnlyList<DutyShiftResponse>> ReadAsync(
        ActivityDbContext db,
        IQueryable<ShiftStanding> shifts,
        CancellationToken cancellationToken
    )
    {
        var read = await shifts.ToListAsync(cancellationToken);
        Guid[] rosterIds = [.. read.Select(shift => shift.RosterId).Distinct()];
        var rosters = await db
            .DutyRosters.AsNoTracking()
            .Where(roster => rosterIds.Contains(roster.Id))
            .Select(roster => new
            {
                roster.Id,
                roster.UnitCode,
                roster.PlaceName,
            })
            .ToDictionaryAsync(roster => roster.Id, cancellationToken);
        Guid[] ids = [.. read.Select(shift => shift.Id)];
        var done = await DutyActivities
            .Of(db)
            .Where(activity => ids.Contains(activity.ShiftId))
            .OrderBy(activity => activity.ActivityId)
            .ToListAsync(cancellationToken);
        var byShift = done.ToLookup(
            activity => activity.ShiftId,
            activity => new DutyActivityResponse(activity.ActivityId, activity.PeopleGuided)
        );
        return
        [
            .. read.Select(shift => new DutyShiftResponse(
                shift.Id,
                shift.Version,
                shift.RosterId,
                rosters[shift.RosterId].UnitCode,
                rosters[shift.RosterId].PlaceName,
                shift.Day,
                DutyRosterResponse.Written(shift.StartsAt),
                DutyRosterResponse.Written(shift.EndsAt),
                shift.MemberId,
                shift.Status,
                shift.Origin,
                shift.SubstituteFor,
                byShift[shift.Id].Sum(activity => activity.PeopleGuided),
                [.. byShift[shift.Id]]
            )),
        ];
    }

    /// <summary>In the order of a calendar.</summary>
    public static IQueryable<ShiftStanding> InOrder(this IQueryable<ShiftStanding> shifts) =>
        shifts.OrderBy(shift => shift.Day).ThenBy(shift => shift.StartsAt).ThenBy(shift => shift.Id);
}
