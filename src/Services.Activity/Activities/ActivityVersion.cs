using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Activity.Activities;

/// <summary>What an activity said before a correction or voiding, with who replaced it and why.</summary>
public sealed class ActivityVersion
{
    private ActivityVersion() { }

    internal ActivityVersion(
        Guid activityId,
        int version,
        ActivityContent content,
        string reason,
        string by,
        DateTimeOffset now
    )
    {
        (ActivityId, Version, Content) = (activityId, version, content);
        (Reason, SupersededBy, SupersededAt) = (reason, by, now);
    }

    public Guid ActivityId { get; private set; }

    public int Version { get; private set; }

    public ActivityContent Content { get; private set; } = null!;

    public string Reason { get; private set; } = "";

    public string SupersededBy { get; private set; } = "";

    public DateTimeOffset SupersededAt { get; private set; }
}

internal sealed class ActivityVersionTable : IEntityTypeConfiguration<ActivityVersion>
{
    public void Configure(EntityTypeBuilder<ActivityVersion> builder)
    {
        builder.ToTable("ActivityVersions");
        builder.HasKey(version => new { version.ActivityId, version.Version });
        builder
            .Property(version => version.Content)
            .HasColumnType("jsonb")
            .HasConversion(
                content => JsonSerializer.Serialize(content, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<ActivityContent>(json, JsonSerializerOptions.Web)!
            );
    }
}
