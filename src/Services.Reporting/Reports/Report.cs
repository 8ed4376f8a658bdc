using CongNgheSo.Contracts.Reporting.V1;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.Services.Reporting.ReportDefinitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Reporting.Reports;

/// <summary>
/// A unit's report on a period. It is written and submitted by the unit and judged by the one it submits to: draft,
/// submitted, then accepted or returned; what is accepted is reopened only with a reason.
/// </summary>
public sealed class Report : IPlaced
{
    public const string Draft = "draft";
    public const string Submitted = "submitted";
    public const string Returned = "returned";
    public const string Accepted = "accepted";

    /// <summary>Levels of the units that report, as a query names them.</summary>
    public static readonly string[] Levels = ["1", "2", "3", "4"];

    public static readonly string[] States = [Draft, Submitted, Returned, Accepted];

    public Guid Id { get; private set; }

    public int Version { get; private set; }

    public Guid PeriodId { get; private set; }

    public int UnitId { get; private set; }

    public string UnitCode { get; private set; } = "";

    public string UnitName { get; private set; } = "";

    /// <summary>Codes from the nation down to the unit on the last day of the period.</summary>
    public string UnitPath { get; private set; } = "";

    public int Level { get; private set; }

    /// <summary>Codes from the nation down to the unit that judges it.</summary>
    public string ReceiverPath { get; private set; } = "";

    public DateOnly DueOn { get; private set; }

    public string State { get; private set; } = Draft;

    /// <summary>How often it was reopened after it had been accepted.</summary>
    public int Revision { get; private set; }

    public ReportBody Body { get; private set; } = ReportBody.Empty;

    /// <summary>What was submitted last; null where nothing was.</summary>
    public ReportCopy? Copy { get; private set; }

    /// <summary>What was accepted last: it stands for others until a revision of it is accepted.</summary>
    public ReportCopy? AcceptedCopy { get; private set; }

    /// <summary>What the receiver said when returning or reopening it.</summary>
    public string? Remarks { get; private set; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    public DateTimeOffset? AcceptedAt { get; private set; }

    /// <summary>The day of the next reminder, as long as it has not reported; null where none is left.</summary>
    public DateOnly? RemindOn { get; private set; }

    /// <summary>True while the unit can write in it.</summary>
    public bool IsOpen => State is Draft or Returned;

    public void Write(ReportBody body)
    {
        Body = body;
        Version++;
    }

    public void Submit(ReportCopy copy, DateTimeOffset now)
    {
        (State, Copy, SubmittedAt) = (Submitted, copy, now);
        Version++;
    }

    public void Accept(DateTimeOffset now)
    {
        (State, AcceptedAt, Remarks, AcceptedCopy) = (Accepted, now, null, Copy);
        Version++;
    }

    public void Return(string remarks)
    {
        (State, Remarks) = (Returned, remarks);
        Version++;
    }

    /// <summary>Lets the unit write again; what was accepted stands until it is accepted anew.</summary>
    public void Reopen(string reason)
    {
        (State, Remarks, AcceptedAt) = (Draft, reason, null);
        Revision++;
        Version++;
    }

    internal ReportFact ToFact(ReportPeriod period) =>
        new(Id, Version, period.Code, period.Key, UnitId, State, Revision, DueOn, SubmittedAt, AcceptedAt);
}

internal sealed class ReportTable : IEntityTypeConfiguration<Report>
{
    public void Configure(EntityTypeBuilder<Report> builder)
    {
        builder.ToTable("Reports");
        builder.Property(report => report.Id).ValueGeneratedNever();
        builder.Property(report => report.Version).IsConcurrencyToken();
        builder.Property(report => report.Body).IsJson();
        builder.Property(report => report.Copy).IsJson();
        // Codes compare by their bytes: what stands below a unit is then one range of the index.
        builder.Property(report => report.UnitPath).UseCollation("C");
        builder.HasOne<ReportPeriod>().WithMany().HasForeignKey(report => report.PeriodId);
        builder.HasIndex(report => new { report.PeriodId, report.UnitId }).IsUnique();
        builder.Property(report => report.AcceptedCopy).IsJson();
        builder.HasIndex(report => new { report.PeriodId, report.UnitPath });
        builder.HasIndex(report => new { report.PeriodId, report.ReceiverPath });
        builder
            .HasIndex(report => report.RemindOn)
            .HasFilter("state IN ('draft', 'returned') AND revision = 0 AND remind_on IS NOT NULL");
    }
}
