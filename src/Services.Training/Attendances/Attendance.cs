using CongNgheSo.Contracts.Training.V1;
using CongNgheSo.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Training.Attendances;

/// <summary>One member at one session as it now stands. Rows are written by <see cref="AttendanceWriter"/>.</summary>
public sealed class Attendance
{
    /// <summary>Depends on the session and the member alone.</summary>
    public Guid Id { get; private set; }

    public int Version { get; private set; }

    public Guid SessionId { get; private set; }

    public Guid MemberId { get; private set; }

    /// <summary>The member's unit when attendance was first recorded.</summary>
    public int UnitId { get; private set; }

    /// <summary>The session's day, kept here for the sums.</summary>
    public DateOnly HeldOn { get; private set; }

    /// <summary>Numbers of the parts that were attended, in order; empty where the attendance was taken back.</summary>
    public int[] Parts { get; private set; } = [];

    /// <summary>As many parts as the session requires, and the session not cancelled.</summary>
    public bool Counts { get; private set; }

    public static Guid IdOf(Guid sessionId, Guid memberId) => StableId.From($"attendance\n{sessionId}\n{memberId}");
}

internal sealed class AttendanceTable : IEntityTypeConfiguration<Attendance>
{
    public void Configure(EntityTypeBuilder<Attendance> builder)
    {
        builder.ToTable("Attendances");
        builder.HasKey(attendance => new { attendance.SessionId, attendance.MemberId });
        builder.HasIndex(attendance => new { attendance.MemberId, attendance.HeldOn }).HasFilter("counts");
    }
}

/// <summary>A row as a statement returns it.</summary>
internal sealed record WrittenAttendance(
    Guid Id,
    int Version,
    Guid SessionId,
    Guid MemberId,
    int UnitId,
    DateOnly HeldOn,
    bool Counts
)
{
    public AttendanceFact ToFact() => new(Id, Version, SessionId, MemberId, UnitId, HeldOn, Counts);
}
