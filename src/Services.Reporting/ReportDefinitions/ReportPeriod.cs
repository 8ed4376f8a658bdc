using CongNgheSo.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Reporting.ReportDefinitions;

/// <summary>A period of a definition whose reports are opened, with what the definition said on that day.</summary>
public sealed class ReportPeriod
{
    private ReportPeriod() { }

    internal ReportPeriod(ReportDefinition definition, CalendarPeriod period, DateTimeOffset now)
    {
        (Id, DefinitionId, OpenedAt) = (Guid.CreateVersion7(), definition.Id, now);
        (Key, From, To) = (period.Key, period.From, period.To);
        (Code, OwnerUnit, Content) = (definition.Code, definition.OwnerUnit, definition.Content);
    }

    public Guid Id { get; private set; }

    public Guid DefinitionId { get; private set; }

    /// <summary>The definition's code.</summary>
    public string Code { get; private set; } = "";

    public string OwnerUnit { get; private set; } = "";

    /// <summary>"2026-07".</summary>
    public string Key { get; private set; } = "";

    public DateOnly From { get; private set; }

    public DateOnly To { get; private set; }

    public DefinitionContent Content { get; private set; } = null!;

    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>The last day on which units that became known late were given their reports.</summary>
    public DateOnly? CompletedOn { get; private set; }
}

internal sealed class ReportPeriodTable : IEntityTypeConfiguration<ReportPeriod>
{
    public void Configure(EntityTypeBuilder<ReportPeriod> builder)
    {
        builder.ToTable("ReportPeriods");
        builder.Property(period => period.Id).ValueGeneratedNever();
        builder.Property(period => period.Content).IsJson();
        builder.HasIndex(period => new { period.DefinitionId, period.Key }).IsUnique();
    }
}
