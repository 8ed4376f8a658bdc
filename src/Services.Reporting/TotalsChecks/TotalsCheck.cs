using CongNgheSo.ServiceDefaults.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Reporting.TotalsChecks;

/// <summary>
/// All totals worked out anew from the facts and compared with those that are kept; a rebuild also puts right what differs.
/// </summary>
public sealed class TotalsCheck : IJob
{
    public const string Verification = "verification";
    public const string Rebuild = "rebuild";
    public const string Queued = "queued";
    public const string Running = "running";
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";

    private TotalsCheck() { }

    public TotalsCheck(Guid id, string kind, string by, DateTimeOffset now) =>
        (Id, Kind, RequestedBy, RequestedAt) = (id, kind, by, now);

    public Guid Id { get; private set; }

    public string Kind { get; private set; } = "";

    public string Status { get; private set; } = Queued;

    public string RequestedBy { get; private set; } = "";

    public DateTimeOffset RequestedAt { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>How often a worker has begun with it; only the last one may go on.</summary>
    public int Attempt { get; private set; }

    /// <summary>Until when the worker has it for itself, unless it says more.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>How often it went through all units; a rebuild begins anew when the tree changes before it is done.</summary>
    public int Passes { get; private set; }

    public int UnitsTotal { get; private set; }

    public int UnitsDone { get; private set; }

    /// <summary>Figures that were not what the facts say.</summary>
    public long Differences { get; private set; }

    public bool IsRebuild => Kind == Rebuild;
}

/// <summary>A figure that was not what the facts say.</summary>
public sealed class TotalsDifference
{
    public Guid CheckId { get; private set; }

    public long Number { get; private set; }

    public int UnitId { get; private set; }

    /// <summary>The unit's code; empty where only facts or totals name it.</summary>
    public string UnitCode { get; private set; } = "";

    /// <summary>"day", or "month" of the sums of a month.</summary>
    public string Period { get; private set; } = "";

    /// <summary>The day, or the first of the month.</summary>
    public DateOnly Day { get; private set; }

    public string Indicator { get; private set; } = "";

    public long Kept { get; private set; }

    public long Recomputed { get; private set; }
}

internal sealed class TotalsCheckTable : IEntityTypeConfiguration<TotalsCheck>
{
    public void Configure(EntityTypeBuilder<TotalsCheck> builder)
    {
        builder.ToTable("TotalsChecks");
        builder.Property(check => check.Id).ValueGeneratedNever();
        builder.HasIndex(check => check.RequestedAt);
    }
}

internal sealed class TotalsDifferenceTable : IEntityTypeConfiguration<TotalsDifference>
{
    public void Configure(EntityTypeBuilder<TotalsDifference> builder)
    {
        builder.ToTable("TotalsDifferences");
        builder.HasKey(difference => new { difference.CheckId, difference.Number });
        builder
            .HasOne<TotalsCheck>()
            .WithMany()
            .HasForeignKey(difference => difference.CheckId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
