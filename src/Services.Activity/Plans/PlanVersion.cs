using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Activity.Plans;

/// <summary>What a plan said, and in what state it was, before it was changed.</summary>
public sealed class PlanVersion
{
    private PlanVersion() { }

    internal PlanVersion(Plan plan)
    {
        (PlanId, Version, Status, Content) = (plan.Id, plan.Version, plan.Status, plan.Content);
        (WrittenBy, WrittenAt) = (plan.WrittenBy, plan.WrittenAt);
    }

    public Guid PlanId { get; private set; }

    public int Version { get; private set; }

    public string Status { get; private set; } = "";

    public PlanContent Content { get; private set; } = null!;

    /// <summary>Who wrote this version.</summary>
    public string WrittenBy { get; private set; } = "";

    public DateTimeOffset WrittenAt { get; private set; }
}

internal sealed class PlanVersionTable : IEntityTypeConfiguration<PlanVersion>
{
    public void Configure(EntityTypeBuilder<PlanVersion> builder)
    {
        builder.ToTable("PlanVersions");
        builder.HasKey(version => new { version.PlanId, version.Version });
        builder
            .Property(version => version.Content)
            .HasColumnType("jsonb")
            .HasConversion(
                content => JsonSerializer.Serialize(content, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<PlanContent>(json, JsonSerializerOptions.Web)!
            );
    }
}
