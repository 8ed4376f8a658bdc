using CongNgheSo.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Reporting.Reports;

/// <summary>One step of a report on its way, kept for ever: who, when, why, and what was submitted.</summary>
public sealed class ReportStep
{
    public const string Submitted = "submitted";
    public const string Accepted = "accepted";
    public const string Returned = "returned";
    public const string Reopened = "reopened";

    private ReportStep() { }

    internal ReportStep(Report report, string kind, string? note, string by, DateTimeOffset at)
    {
        (ReportId, Version, Kind, Note, By, At) = (report.Id, report.Version, kind, note, by, at);
        if (kind == Submitted)
            Copy = report.Copy;
    }

    public Guid ReportId { get; private set; }

    /// <summary>The version that the step made.</summary>
    public int Version { get; private set; }

    public string Kind { get; private set; } = "";

    public string? Note { get; private set; }

    /// <summary>Id of the client.</summary>
    public string By { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public ReportCopy? Copy { get; private set; }
}

internal sealed class ReportStepTable : IEntityTypeConfiguration<ReportStep>
{
    public void Configure(EntityTypeBuilder<ReportStep> builder)
    {
        builder.ToTable("ReportSteps");
        builder.HasKey(step => new { step.ReportId, step.Version });
        builder.Property(step => step.Copy).IsJson();
        builder.HasOne<Report>().WithMany().HasForeignKey(step => step.ReportId);
    }
}
