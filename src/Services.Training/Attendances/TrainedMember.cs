using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Training.Attendances;

/// <summary>
/// When a person was first trained, as last told to others. The row is also the lock under which that is worked out.
/// </summary>
public sealed class TrainedMember
{
    /// <summary>The person: the first of the memberships that they had one after the other.</summary>
    public Guid MemberId { get; private set; }

    /// <summary>0 until the first fact is told.</summary>
    public int Version { get; private set; }

    /// <summary>Day of the first session that counts; null where none does.</summary>
    public DateOnly? FirstTrainedOn { get; private set; }
}

/// <summary>The same for one topic; a row stays when nothing counts any more, so that this is told, too.</summary>
public sealed class TrainedTopic
{
    public Guid MemberId { get; private set; }

    public string Topic { get; private set; } = "";

    public DateOnly? FirstTrainedOn { get; private set; }
}

internal sealed class TrainedMemberTable : IEntityTypeConfiguration<TrainedMember>
{
    public void Configure(EntityTypeBuilder<TrainedMember> builder)
    {
        builder.ToTable("TrainedMembers");
        builder.HasKey(member => member.MemberId);
        builder.Property(member => member.MemberId).ValueGeneratedNever();
    }
}

internal sealed class TrainedTopicTable : IEntityTypeConfiguration<TrainedTopic>
{
    public void Configure(EntityTypeBuilder<TrainedTopic> builder)
    {
        builder.ToTable("TrainedTopics");
        builder.HasKey(topic => new { topic.MemberId, topic.Topic });
    }
}
