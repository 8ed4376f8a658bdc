using CongNgheSo.ServiceDefaults.Files;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Activity.Activities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Activity.Attachments;

/// <summary>A file that shows or tells more of an activity. The row stays when the file is removed.</summary>
public sealed class Attachment
{
    private Attachment() { }

    public Attachment(Guid id, Guid activityId, ReceivedFile file, string by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(file);
        (Id, ActivityId, AddedBy) = (id, activityId, by);
        // As exactly as the database keeps it: a retry is answered with the same.
        AddedAt = now.Stored();
        (FileName, MediaType, Bytes, FileHash) = (file.Name, file.Kind.MediaType, file.Length, file.Hash);
        RecordedHash = HashOf(activityId, file);
    }

    public Guid Id { get; private set; }

    public Guid ActivityId { get; private set; }

    public string FileName { get; private set; } = "";

    public string MediaType { get; private set; } = "";

    public long Bytes { get; private set; }

    /// <summary>SHA-256 of the content, its name in the store of files.</summary>
    public string FileHash { get; private set; } = "";

    /// <summary>Tells a retry from another file under the same id.</summary>
    public long RecordedHash { get; private set; }

    public string AddedBy { get; private set; } = "";

    public DateTimeOffset AddedAt { get; private set; }

    public string? RemovedBy { get; private set; }

    public DateTimeOffset? RemovedAt { get; private set; }

    public static long HashOf(Guid activityId, ReceivedFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return ContentHash.Of(activityId, file.Name, file.Hash);
    }
}

internal sealed class AttachmentTable : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> builder)
    {
        builder.ToTable("Attachments");
        builder.Property(attachment => attachment.Id).ValueGeneratedNever();
        builder.HasOne<ActivityId>().WithMany().HasForeignKey(attachment => attachment.ActivityId);
        // What the files that nothing refers to are told by.
        builder.HasIndex(attachment => attachment.FileHash).HasFilter("removed_at IS NULL");
    }
}
