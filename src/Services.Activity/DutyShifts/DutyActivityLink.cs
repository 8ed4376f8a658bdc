using CongNgheSo.Services.Activity.Activities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Activity.DutyShifts;

/// <summary>
/// An activity that was done during a shift. It stands beside the activity, not in it: recording, corrections and events
/// know nothing of shifts.
/// </summary>
public sealed record DutyActivityLink(Guid ActivityId, Guid ShiftId, string LinkedBy, DateTimeOffset LinkedAt);

internal sealed class DutyActivityLinkTable : IEntityTypeConfiguration<DutyActivityLink>
{
    public void Configure(EntityTypeBuilder<DutyActivityLink> builder)
    {
        builder.ToTable("DutyActivityLinks");
        // One shift an activity, so that nobody is counted twice.
        builder.HasKey(link => link.ActivityId);
        builder.HasOne<ActivityId>().WithMany().HasForeignKey(link => link.ActivityId);
        builder.HasOne<DutyShift>().WithMany().HasForeignKey(link => link.ShiftId);
    }
}

/// <summary>An activity that counts for a shift.</summary>
internal sealed class DutyActivity
{
    public required Guid ShiftId { get; init; }

    public required Guid RosterId { get; init; }

    public required Guid ActivityId { get; init; }

    public required int PeopleGuided { get; init; }
}

internal static class DutyActivities
{
    /// <summary>What counts: as it stands after corrections, not voided, still of the shift's day.</summary>
    public static IQueryable<DutyActivity> Of(ActivityDbContext db) =>
        from link in db.DutyActivityLinks
        join shift in db.DutyShifts on link.ShiftId equals shift.Id
        join activity in db.Activities on link.ActivityId equals activity.Id
        where !activity.Voided && activity.OccurredOn == shift.Day
        select new DutyActivity
        {
            ShiftId = shift.Id,
            RosterId = shift.RosterId,
            ActivityId = activity.Id,
            PeopleGuided = activity.PeopleGuided,
        };
}
