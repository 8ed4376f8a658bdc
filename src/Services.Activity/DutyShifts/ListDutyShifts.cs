using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.DutyRosters;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.DutyShifts;

public static class ListDutyShifts
{
    private static readonly string[] Statuses =
    [
        DutyShift.Planned,
        DutyShift.Served,
        DutyShift.Absent,
        DutyShift.Withdrawn,
        ShiftStanding.Open,
    ];

    /// <summary>Lists the shifts of rosters that were published, within the caller's unit, in the order of a calendar.</summary>
    /// <param name="unit">Code of a unit: only its rosters' and those of the units below it.</param>
    /// <param name="place">Words of the place's name, with or without marks.</param>
    /// <param name="placeKind">Only this kind of place.</param>
    /// <param name="member">Only this member's: with <c>from</c>, their next shifts.</param>
    /// <param name="status">Only "planned", "served", "absent", "withdrawn" or "open"; all but withdrawn where absent.</param>
    /// <param name="from">First day (yyyy-MM-dd).</param>
    /// <param name="to">Last day (yyyy-MM-dd).</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<DutyShiftResponse>>, ProblemHttpResult>> Handle(
        Caller caller,
        ActivityDbContext db,
        string? unit = null,
        string? place = null,
        string? placeKind = null,
        Guid? member = null,
        string? status = null,
        DateOnly? from = null,
        DateOnly? to = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        if (placeKind is not null && !DutyRoster.PlaceKinds.Contains(placeKind))
            return DutyRosterProblems.PlaceKindUnknown.Result(string.Join(", ", DutyRoster.PlaceKinds));
        var rosters = db
            .DutyRosters.Where(roster => roster.Status != DutyRoster.Draft)
            .Within(caller.Unit)
            .AtPlace(place, placeKind);
        if (unit is not null)
            rosters = rosters.Within(unit);
        var shifts = ShiftStanding.Of(db).Where(shift => rosters.Any(roster => roster.Id == shift.RosterId));
        if (member is not null)
            shifts = shifts.Where(shift => shift.MemberId == member);
        return await PageAsync(db, shifts, status, from, to, limit, cursor, cancellationToken);
    }

    /// <summary>Lists the shifts of one roster, a draft's too, in the order of a calendar.</summary>
    /// <param name="member">Only this member's.</param>
    /// <param name="status">Only "planned", "served", "absent", "withdrawn" or "open"; all but withdrawn where absent.</param>
    /// <param name="from">First day (yyyy-MM-dd).</param>
    /// <param name="to">Last day (yyyy-MM-dd).</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<DutyShiftResponse>>, ProblemHttpResult>> HandleOfRoster(
        Guid id,
        Caller caller,
        ActivityDbContext db,
        Guid? member = null,
        string? status = null,
        DateOnly? from = null,
        DateOnly? to = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var (roster, problem) = await db.FindRosterAsync(id, caller, lockIt: false, cancellationToken);
        if (roster is null)
            return problem!;
        var shifts = ShiftStanding.Of(db).Where(shift => shift.RosterId == id);
        if (member is not null)
            shifts = shifts.Where(shift => shift.MemberId == member);
        return await PageAsync(db, shifts, status, from, to, limit, cursor, cancellationToken);
    }

    private static async Task<Results<Ok<Page<DutyShiftResponse>>, ProblemHttpResult>> PageAsync(
        ActivityDbContext db,
        IQueryable<ShiftStanding> shifts,
        string? status,
        DateOnly? from,
        DateOnly? to,
        int? limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        if (status is not null && !Statuses.Contains(status))
            return DutyShiftProblems.StatusUnknown.Result(string.Join(", ", Statuses));
        shifts = status is null
            ? shifts.Where(shift => shift.Status != DutyShift.Withdrawn)
            : shifts.Where(shift => shift.Status == status);
        if (from is not null)
            shifts = shifts.Where(shift => shift.Day >= from);
        if (to is not null)
            shifts = shifts.Where(shift => shift.Day <= to);
        if (Paging.Read<ShiftKey>(cursor) is { } after)
            shifts = shifts.Where(shift =>
                EF.Functions.GreaterThan(
                    ValueTuple.Create(shift.Day, shift.StartsAt, shift.Id),
                    ValueTuple.Create(after.Day, after.StartsAt, after.Id)
                )
            );
        var items = await DutyShiftResponses.ReadAsync(
            db,
            shifts.InOrder().Take(Paging.Take(limit)),
            cancellationToken
        );
        return TypedResults.Ok(
            items.ToPage(limit, item => new ShiftKey(item.Day, DutyRosterRules.ToTime(item.StartsAt)!.Value, item.Id))
        );
    }

    private sealed record ShiftKey(DateOnly Day, TimeOnly StartsAt, Guid Id);
}
