using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Activity.DutyShifts;

/// <summary>What became of a shift after it was planned, by whom and why.</summary>
/// <param name="ShiftId">The shift.</param>
/// <param name="Version">The version that this made of it.</param>
/// <param name="Kind">"swapped", "absent", "served", "planned" (taken back) or "withdrawn".</param>
/// <param name="MemberBefore">Whose turn it was.</param>
/// <param name="MemberAfter">Whose turn it is; the substitute's, where the member was absent; null where nobody's.</param>
/// <param name="OtherShiftId">The shift that it was swapped with, or the substitute's.</param>
/// <param name="Reason">Why, as it was given.</param>
/// <param name="ChangedBy">The client that changed it.</param>
/// <param name="ChangedAt">When (UTC).</param>
public sealed record DutyShiftChange(
    Guid ShiftId,
    int Version,
    string Kind,
    Guid MemberBefore,
    Guid? MemberAfter,
    Guid? OtherShiftId,
    string? Reason,
    string ChangedBy,
    DateTimeOffset ChangedAt
)
{
    public const string Swapped = "swapped";
}

internal sealed class DutyShiftChangeTable : IEntityTypeConfiguration<DutyShiftChange>
{
    public void Configure(EntityTypeBuilder<DutyShiftChange> builder)
    {
        builder.ToTable("DutyShiftChanges");
        builder.HasKey(change => new { change.ShiftId, change.Version });
        builder.HasOne<DutyShift>().WithMany().HasForeignKey(change => change.ShiftId);
    }
}
