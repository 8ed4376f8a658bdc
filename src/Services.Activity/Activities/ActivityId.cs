using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Activity.Activities;

/// <summary>
/// An id that stands for an activity for ever, with the hash of what was first recorded under it. Activities lie in a
/// partition for each month, where an index cannot see whether another month has the id; and a correction may move one
/// to another month. This table has no months.
/// </summary>
public sealed class ActivityId
{
    /// <summary>The constraint that decides who was first.</summary>
    internal const string PrimaryKey = "pk_activity_ids";

    public Guid Id { get; private set; }

    /// <summary>Tells a retry from another activity under the same id.</summary>
    public long RecordedHash { get; private set; }
}

internal sealed class ActivityIdTable : IEntityTypeConfiguration<ActivityId>
{
    public void Configure(EntityTypeBuilder<ActivityId> builder)
    {
        builder.ToTable("ActivityIds");
        builder.HasKey(id => id.Id).HasName(ActivityId.PrimaryKey);
        builder.Property(id => id.Id).ValueGeneratedNever();
    }
}
