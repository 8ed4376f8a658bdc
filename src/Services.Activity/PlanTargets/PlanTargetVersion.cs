using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Activity.PlanTargets;

/// <summary>What a target was before it was changed.</summary>
public sealed class PlanTargetVersion
{
    private PlanTargetVersion() { }

    internal PlanTargetVersion(PlanTarget target)
    {
        (TargetId, Version, Value, ByHand, Withdrawn) = (
            target.Id,
            target.Version,
            target.Value,
            target.ByHand,
            target.Withdrawn
        );
        (WrittenBy, WrittenAt) = (target.WrittenBy, target.WrittenAt);
    }

    public Guid TargetId { get; private set; }

    public int Version { get; private set; }

    public long Value { get; private set; }

    public bool ByHand { get; private set; }

    public bool Withdrawn { get; private set; }

    /// <summary>Who wrote this version.</summary>
    public string WrittenBy { get; private set; } = "";

    public DateTimeOffset WrittenAt { get; private set; }
}

internal sealed class PlanTargetVersionTable : IEntityTypeConfiguration<PlanTargetVersion>
{
    public void Configure(EntityTypeBuilder<PlanTargetVersion> builder)
    {
        builder.ToTable("PlanTargetVersions");
        builder.HasKey(version => new { version.TargetId, version.Version });
    }
}
