using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Activity.DutyRosters;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Activity.DutyShifts;

/// <summary>When somebody is on duty.</summary>
public sealed record DutyTime(DateOnly Day, TimeOnly StartsAt, TimeOnly EndsAt);

/// <summary>
/// One member's turn of duty. Whether it is open, because the member has left, is not kept here: it is worked out when it
/// is read (<see cref="ShiftStanding"/>), so that the order in which events come does not matter.
/// </summary>
public sealed class DutyShift
{
    public const string Planned = "planned";
    public const string Served = "served";
    public const string Absent = "absent";
    public const string Withdrawn = "withdrawn";

    public const string ByRotation = "rotation";
    public const string ByHand = "hand";
    public const string AsSubstitute = "substitute";

    private DutyShift() { }

    internal DutyShift(
        Guid id,
        Guid rosterId,
        DutyTime time,
        Guid memberId,
        string origin,
        string by,
        DateTimeOffset now
    )
    {
        (Id, Version, RosterId, MemberId, Status, Origin) = (id, 1, rosterId, memberId, Planned, origin);
        (Day, StartsAt, EndsAt) = time;
        (PlannedBy, PlannedAt) = (by, now);
        PlannedHash = ContentHash.Of(rosterId, time, memberId);
    }

    public Guid Id { get; private set; }

    public int Version { get; private set; }

    public Guid RosterId { get; private set; }

    public DateOnly Day { get; private set; }

    public TimeOnly StartsAt { get; private set; }

    public TimeOnly EndsAt { get; private set; }

    public Guid MemberId { get; private set; }

    /// <summary>"planned", "served", "absent" or "withdrawn".</summary>
    public string Status { get; private set; } = "";

    /// <summary>"rotation", "hand" or "substitute".</summary>
    public string Origin { get; private set; } = "";

    /// <summary>The shift whose member is absent.</summary>
    public Guid? SubstituteFor { get; private set; }

    /// <summary>Hash of the shift as planned: tells a retry from another shift under the same id.</summary>
    public long PlannedHash { get; private set; }

    public string PlannedBy { get; private set; } = "";

    public DateTimeOffset PlannedAt { get; private set; }

    public DutyTime Time => new(Day, StartsAt, EndsAt);

    /// <summary>The shifts of two members change hands; each keeps its day.</summary>
    public IReadOnlyList<DutyShiftChange> Swap(DutyShift other, string? reason, string by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(other);
        var (mine, theirs) = (MemberId, other.MemberId);
        (MemberId, other.MemberId) = (theirs, mine);
        return
        [
            new(Id, ++Version, DutyShiftChange.Swapped, mine, theirs, other.Id, reason, by, now),
            new(other.Id, ++other.Version, DutyShiftChange.Swapped, theirs, mine, Id, reason, by, now),
        ];
    }

    public DutyShiftChange Miss(DutyShift? substitute, string? reason, string by, DateTimeOffset now)
    {
        Status = Absent;
        substitute?.SubstituteFor = Id;
        return new(Id, ++Version, Absent, MemberId, substitute?.MemberId, substitute?.Id, reason, by, now);
    }

    /// <summary>"served" confirms it; "planned" takes a confirmation or an absence back.</summary>
    public DutyShiftChange Attend(string status, string by, DateTimeOffset now)
    {
        Status = status;
        return new(Id, ++Version, status, MemberId, MemberId, null, null, by, now);
    }

    public DutyShiftChange Withdraw(string? reason, string by, DateTimeOffset now)
    {
        Status = Withdrawn;
        return new(Id, ++Version, Withdrawn, MemberId, null, null, reason, by, now);
    }
}

internal sealed class DutyShiftTable : IEntityTypeConfiguration<DutyShift>
{
    /// <summary>Nobody is at two places at once: PostgreSQL refuses it.</summary>
    public const string OnePlaceAtATime = "ex_duty_shifts_one_place_at_a_time";

    public void Configure(EntityTypeBuilder<DutyShift> builder)
    {
        builder.ToTable("DutyShifts");
        builder.Property(shift => shift.Id).ValueGeneratedNever();
        builder.Property(shift => shift.Version).IsConcurrencyToken();
        builder.Ignore(shift => shift.Time);
        builder.HasOne<DutyRoster>().WithMany().HasForeignKey(shift => shift.RosterId);
        builder.HasIndex(shift => new { shift.RosterId, shift.Day });
        builder.HasIndex(shift => new { shift.MemberId, shift.Day });
        builder.HasIndex(shift => new
        {
            shift.Day,
            shift.StartsAt,
            shift.Id,
        });
    }
}
