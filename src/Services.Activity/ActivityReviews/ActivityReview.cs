using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Activity.ActivityReviews;

/// <summary>
/// That one version of an activity has flags, and what was decided of it. Activities without flags have none: nothing is
/// written for them.
/// </summary>
public sealed class ActivityReview
{
    public const string Open = "open";
    public const string Confirmed = "confirmed";
    public const string Corrected = "corrected";
    public const string Voided = "voided";

    public static readonly string[] Statuses = [Open, Confirmed, Corrected, Voided];

    private ActivityReview() { }

    public ActivityReview(
        Guid activityId,
        int activityVersion,
        Guid teamId,
        DateOnly occurredOn,
        IReadOnlyList<ActivityFlag> flags,
        DateTimeOffset now
    )
    {
        (Id, Version, Status, FlaggedAt) = (Guid.CreateVersion7(), 1, Open, now);
        (ActivityId, ActivityVersion, TeamId, OccurredOn, Flags) = (
            activityId,
            activityVersion,
            teamId,
            occurredOn,
            flags
        );
    }

    public Guid Id { get; private set; }

    public int Version { get; private set; }

    public Guid ActivityId { get; private set; }

    /// <summary>The version of the activity that has the flags.</summary>
    public int ActivityVersion { get; private set; }

    public Guid TeamId { get; private set; }

    public DateOnly OccurredOn { get; private set; }

    public IReadOnlyList<ActivityFlag> Flags { get; private set; } = [];

    public string Status { get; private set; } = "";

    public DateTimeOffset FlaggedAt { get; private set; }

    /// <summary>The client that confirmed, corrected or voided it.</summary>
    public string? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>What was found out, or why it was corrected or voided.</summary>
    public string? Note { get; private set; }

    public void Confirm(string note, string by, DateTimeOffset now)
    {
        (Status, Note, DecidedBy, DecidedAt) = (Confirmed, note, by, now);
        Version++;
    }
}

internal sealed class ActivityReviewTable : IEntityTypeConfiguration<ActivityReview>
{
    public void Configure(EntityTypeBuilder<ActivityReview> builder)
    {
        builder.ToTable("ActivityReviews");
        builder.Property(review => review.Id).ValueGeneratedNever();
        builder.Property(review => review.Version).IsConcurrencyToken();
        builder
            .Property(review => review.Flags)
            .HasColumnType("jsonb")
            .HasConversion(
                flags => JsonSerializer.Serialize(flags, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<ActivityFlag[]>(json, JsonSerializerOptions.Web)!,
                new ValueComparer<IReadOnlyList<ActivityFlag>>(
                    (left, right) => left!.SequenceEqual(right!),
                    flags => flags.Count,
                    flags => flags
                )
            );
        builder.HasIndex(review => new { review.ActivityId, review.ActivityVersion }).IsUnique();
        builder.HasIndex(review => new
        {
            review.Status,
            review.OccurredOn,
            review.Id,
        });
        builder.HasIndex(review => new { review.OccurredOn, review.Id });
    }
}
