using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Jobs;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Reporting.Exports;

/// <summary>
/// A table that is written into a file after it was asked for, with the rights of whoever asked. It and its file are deleted
/// after <see cref="Kept"/>.
/// </summary>
public sealed class ExportJob : IJob
{
    public const string Queued = "queued";
    public const string Running = "running";
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";

    /// <summary>For how long after it was asked for the file can be read.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private ExportJob() { }

    internal ExportJob(
        Guid id,
        Caller caller,
        string table,
        BulkFormat format,
        SortedDictionary<string, string> query,
        DateTimeOffset now
    )
    {
        (Id, ClientId, Unit, InEnglish) = (id, caller.ClientId, caller.Unit, BilingualError.WantsEnglish);
        (Table, Format, Query, AskedAt, ExpiresAt) = (table, format, query, now, now + Kept);
        AskedHash = ContentHash.Of(caller.ClientId, caller.Unit, table, format.Name(), query);
    }

    public Guid Id { get; private set; }

    /// <summary>Who asked for it.</summary>
    public string ClientId { get; private set; } = "";

    /// <summary>Code of the unit that the asker's token reached then.</summary>
    public string Unit { get; private set; } = "";

    public string Table { get; private set; } = "";

    public BulkFormat Format { get; private set; }

    /// <summary>The list's parameters, by name.</summary>
    public SortedDictionary<string, string> Query { get; private set; } = [];

    /// <summary>True where headings and texts are in English.</summary>
    public bool InEnglish { get; private set; }

    /// <summary>Hash of what was asked for: tells a retry from another export under the same id.</summary>
    public long AskedHash { get; private set; }

    public string Status { get; private set; } = Queued;

    public DateTimeOffset AskedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>How often a worker has begun with it; only the last one may finish it.</summary>
    public int Attempt { get; private set; }

    /// <summary>Until when the worker has it for itself, unless it says more; by the database's clock.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>Rows written so far.</summary>
    public int Rows { get; private set; }

    /// <summary>SHA-256 of the file; null until it is whole.</summary>
    public string? FileHash { get; private set; }

    /// <summary>Length of the file in bytes; null until it is whole.</summary>
    public long? Bytes { get; private set; }

    /// <summary>True for who asked for it, as long as the file would have held nothing that they may not see now.</summary>
    public bool MayBeReadBy(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return (caller.ClientId == ClientId && caller.Unit == Unit) || caller.Unit == UnitPath.Nation;
    }
}

internal sealed class ExportJobTable : IEntityTypeConfiguration<ExportJob>
{
    public void Configure(EntityTypeBuilder<ExportJob> builder)
    {
        builder.ToTable("ExportJobs");
        builder.Property(job => job.Id).ValueGeneratedNever();
        builder.Property(job => job.Format).HasConversion<string>();
        builder.Property(job => job.Query).IsJson();
        builder.HasIndex(job => new { job.ClientId, job.AskedAt });
        builder.HasIndex(job => job.ExpiresAt);
        builder.HasIndex(job => job.AskedAt).HasFilter("status IN ('queued', 'running')");
        builder.HasIndex(job => job.FileHash);
    }
}
