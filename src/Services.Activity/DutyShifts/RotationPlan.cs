using CongNgheSo.Services.Activity.DutyRosters;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.DutyShifts;

/// <summary>What a rotation makes of a roster's shifts.</summary>
/// <param name="OnDuty">Shifts that stay and are served: passed, swapped, by hand, or planned just so again.</param>
/// <param name="Go">Shifts of an earlier rotation that nobody has touched: deleted.</param>
/// <param name="Withdrawn">Shifts that were touched, but whose member is no longer there: withdrawn.</param>
/// <param name="New">Turns that are new.</param>
internal sealed record RotationPlan(
    IReadOnlyList<DutyShift> OnDuty,
    IReadOnlyList<DutyShift> Go,
    IReadOnlyList<DutyShift> Withdrawn,
    IReadOnlyList<RotationTurn> New
)
{
    public bool ChangesNothing => Go.Count + Withdrawn.Count + New.Count == 0;

    public static async Task<RotationPlan> MakeAsync(
        ActivityDbContext db,
        DutyRoster roster,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        var shifts = await db.DutyShifts.Where(shift => shift.RosterId == roster.Id).ToListAsync(cancellationToken);
        var open = await ShiftStanding
            .Of(db)
            .Where(shift => shift.RosterId == roster.Id && shift.Status == ShiftStanding.Open)
            .Select(shift => shift.Id)
            .ToHashSetAsync(cancellationToken);
        var withActivities = await db
            .DutyActivityLinks.Where(link => db.DutyShifts.Any(x => x.Id == link.ShiftId && x.RosterId == roster.Id))
            .Select(link => link.ShiftId)
            .ToHashSetAsync(cancellationToken);
        var movable = shifts.Where(shift => IsMovable(shift) && !withActivities.Contains(shift.Id)).ToList();
        List<DutyShift> gone =
        [
            .. shifts.Except(movable).Where(shift => shift.Day >= today && open.Contains(shift.Id)),
        ];
        List<DutyShift> kept = [.. shifts.Except(movable).Except(gone)];
        var isAvailable = await AvailabilityAsync(db, roster, kept, cancellationToken);
        var days = roster
            .Days()
            .Select(day => new RotationDay(
                day,
                IsOpen: day >= today,
                [.. kept.Where(shift => shift.Day == day && IsOnDuty(shift)).Select(shift => ToTurn(roster, shift))]
            ));
        var pool = roster.Pool.Select(member => member.MemberId);
        var turns = Rotation.Plan([.. pool], [.. days], isAvailable, roster.PerDay, roster.Sessions.Length).ToHashSet();
        var again = movable.Where(shift => FitsSession(roster, shift) && turns.Remove(ToTurn(roster, shift))).ToList();
        return new RotationPlan([.. kept.Where(IsOnDuty), .. again], [.. movable.Except(again)], gone, [.. turns]);

        bool IsMovable(DutyShift shift) =>
            shift.Day >= today && shift is { Origin: DutyShift.ByRotation, Version: 1, Status: DutyShift.Planned };

        bool IsOnDuty(DutyShift shift) =>
            shift.Status == DutyShift.Served || (shift.Status == DutyShift.Planned && !open.Contains(shift.Id));
    }

    /// <summary>In being, not off, not missing that very day, and not on duty elsewhere at the time of any session.</summary>
    private static async Task<Func<Guid, DateOnly, bool>> AvailabilityAsync(
        ActivityDbContext db,
        DutyRoster roster,
        IReadOnlyList<DutyShift> kept,
        CancellationToken cancellationToken
    )
    {
        Guid[] pool = [.. roster.Pool.Select(member => member.MemberId)];
        var members = await db.ReadDutyMembersAsync(pool, cancellationToken);
        var elsewhere = await db
            .DutyShifts.AsNoTracking()
            .Where(shift => shift.RosterId != roster.Id && pool.Contains(shift.MemberId))
            .Where(shift => shift.Day >= roster.FirstDay && shift.Day <= roster.LastDay)
            .Where(shift => shift.Status == DutyShift.Planned || shift.Status == DutyShift.Served)
            .ToListAsync(cancellationToken);
        var away = roster
            .Pool.SelectMany(member => member.DaysOff, (member, day) => (member.MemberId, day))
            .Concat(kept.Where(shift => shift.Status == DutyShift.Absent).Select(shift => (shift.MemberId, shift.Day)))
            .Concat(elsewhere.Where(Overlaps).Select(shift => (shift.MemberId, shift.Day)))
            .ToHashSet();
        return (member, day) =>
            members.GetValueOrDefault(member)?.IsInBeing(day) == true && !away.Contains((member, day));

        bool Overlaps(DutyShift shift) =>
            Array.Exists(
                roster.Sessions,
                session => session.StartsAt < shift.EndsAt && session.EndsAt > shift.StartsAt
            );
    }

    /// <summary>A shift planned for hours that the roster no longer has counts for the session that it began nearest to.</summary>
    private static RotationTurn ToTurn(DutyRoster roster, DutyShift shift) =>
        new(
            shift.Day,
            Enumerable
                .Range(0, roster.Sessions.Length)
                .MinBy(index => Math.Abs(roster.Sessions[index].StartsAt.Ticks - shift.StartsAt.Ticks)),
            shift.MemberId
        );

    private static bool FitsSession(DutyRoster roster, DutyShift shift) =>
        roster.Sessions.Contains(new DutySession(shift.StartsAt, shift.EndsAt));
}
