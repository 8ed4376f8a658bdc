using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Jobs;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>
/// A file of teams that is read after it was sent. It, its bytes and its errors are deleted after
/// <see cref="Kept"/>: they may be personal.
/// </summary>
public sealed class TeamImportJob : IJob
{
    public const string Queued = "queued";
    public const string Running = "running";
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";

    /// <summary>For how long a file and what was wrong with it can be read.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private TeamImportJob() { }

    public TeamImportJob(Guid id, Caller caller, BulkFormat format, bool dryRun, byte[] fileHash, DateTimeOffset sentAt)
    {
        ArgumentNullException.ThrowIfNull(caller);
        (Id, ClientId, Unit) = (id, caller.ClientId, caller.Unit);
        (Format, DryRun, FileHash, SentAt) = (format, dryRun, fileHash, sentAt);
    }

    public Guid Id { get; private set; }

    /// <summary>Who sent it.</summary>
    public string ClientId { get; private set; } = "";

    /// <summary>Code of the unit that the sender's token reached then.</summary>
    public string Unit { get; private set; } = "";

    public BulkFormat Format { get; private set; }

    public bool DryRun { get; private set; }

    /// <summary>SHA-256 of the file.</summary>
    public byte[] FileHash { get; private set; } = [];

    public string Status { get; private set; } = Queued;

    public DateTimeOffset SentAt { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>How often a worker has begun with it; only the last one may go on.</summary>
    public int Attempt { get; private set; }

    /// <summary>Until when the worker has it for itself, unless it says more.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>Number of the last row of which all is committed.</summary>
    public int LastRow { get; private set; }

    public int RowsAccepted { get; private set; }

    public int RowsUnchanged { get; private set; }

    public int RowsRejected { get; private set; }

    public int TeamsAccepted { get; private set; }

    public int TeamsUnchanged { get; private set; }

    public int TeamsRejected { get; private set; }

    public int MembersAccepted { get; private set; }

    public int MembersUnchanged { get; private set; }

    public int MembersRejected { get; private set; }

    /// <summary>How many errors are known so far.</summary>
    public int Errors { get; private set; }

    /// <summary>Why the file was refused as a whole; null where it was not.</summary>
    public string? FailureCode { get; private set; }

    public string? FailureVi { get; private set; }

    public string? FailureEn { get; private set; }

    public BilingualError? Failure => FailureCode is null ? null : new("", FailureCode, FailureVi!, FailureEn!);

    public bool IsFinished => Status is Succeeded or Failed;

    /// <summary>True for who sent it, and for the nation's own clients.</summary>
    public bool MayBeReadBy(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return caller.ClientId == ClientId || caller.Unit == UnitPath.Nation;
    }

    /// <summary>True where the same file was sent for the same purpose.</summary>
    public bool IsSame(TeamImportJob other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (ClientId, Unit, Format, DryRun) == (other.ClientId, other.Unit, other.Format, other.DryRun)
            && FileHash.AsSpan().SequenceEqual(other.FileHash);
    }

    /// <summary>Gives it to a worker for a while.</summary>
    public void Take(DateTimeOffset now, TimeSpan lease)
    {
        Status = Running;
        StartedAt ??= now;
        Attempt++;
        LeaseUntil = now + lease;
    }
}

/// <summary>A part of a file.</summary>
public sealed class TeamImportPart
{
    private TeamImportPart() { }

    public TeamImportPart(Guid importId, int number, byte[] bytes) =>
        (ImportId, Number, Bytes) = (importId, number, bytes);

    public Guid ImportId { get; private set; }

    public int Number { get; private set; }

    public byte[] Bytes { get; private set; } = [];
}

/// <summary>One reason why a row of a file was refused. It never holds what stood in the row.</summary>
public sealed class TeamImportError
{
    private TeamImportError() { }

    internal TeamImportError(Guid importId, int number, ImportError error)
    {
        (ImportId, Number, Row, Column) = (importId, number, error.Row, error.Column);
        (Field, Code, Vi, En) = error.Reason;
    }

    public Guid ImportId { get; private set; }

    /// <summary>From 1, in the order of the rows.</summary>
    public int Number { get; private set; }

    public int Row { get; private set; }

    public string? Column { get; private set; }

    public string Field { get; private set; } = "";

    public string Code { get; private set; } = "";

    public string Vi { get; private set; } = "";

    public string En { get; private set; } = "";

    internal BilingualError Reason => new(Field, Code, Vi, En);
}

internal sealed class TeamImportJobTable : IEntityTypeConfiguration<TeamImportJob>
{
    public void Configure(EntityTypeBuilder<TeamImportJob> builder)
    {
        builder.ToTable("TeamImports");
        builder.Property(import => import.Id).ValueGeneratedNever();
        builder.Property(import => import.Format).HasConversion<string>();
        builder.Ignore(import => import.Failure);
        builder.Ignore(import => import.IsFinished);
        builder.HasIndex(import => new { import.ClientId, import.SentAt });
        builder.HasIndex(import => import.SentAt);
    }
}

internal sealed class TeamImportPartTable : IEntityTypeConfiguration<TeamImportPart>
{
    public void Configure(EntityTypeBuilder<TeamImportPart> builder)
    {
        builder.ToTable("TeamImportParts");
        builder.HasKey(part => new { part.ImportId, part.Number });
        builder
            .HasOne<TeamImportJob>()
            .WithMany()
            .HasForeignKey(part => part.ImportId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class TeamImportErrorTable : IEntityTypeConfiguration<TeamImportError>
{
    public void Configure(EntityTypeBuilder<TeamImportError> builder)
    {
        builder.ToTable("TeamImportErrors");
        builder.HasKey(error => new { error.ImportId, error.Number });
        builder.Ignore(error => error.Reason);
        builder
            .HasOne<TeamImportJob>()
            .WithMany()
            .HasForeignKey(error => error.ImportId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
