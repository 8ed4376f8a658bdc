using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Reporting.ReportDefinitions;

/// <summary>By when the units of a level hand their reports in.</summary>
/// <param name="Level">1 province, 2 district, 3 commune, 4 village.</param>
/// <param name="DaysAfterEnd">Days after the last day of the data: 11 after a 14th is the 25th.</param>
public sealed record LevelDeadline(int Level, int DaysAfterEnd);

/// <summary>A part of a report that is told in words.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Vi">Heading in Vietnamese.</param>
/// <param name="En">Heading in English.</param>
/// <param name="Required">True where a report cannot be submitted without it.</param>
public sealed record ReportSection(string Code, string Vi, string En, bool Required);

/// <summary>What a report is made of and how it travels: the part that a change can replace.</summary>
/// <param name="Vi">Name in Vietnamese.</param>
/// <param name="En">Name in English.</param>
/// <param name="PeriodType">"month", "quarter", "half-year" or "year".</param>
/// <param name="CutOff">Where the days of a period begin.</param>
/// <param name="OpensAfterDays">Days after the last day of the data on which reports are opened; negative before it.</param>
/// <param name="Deadlines">The levels that report, with the days they have.</param>
/// <param name="ReminderDays">On which days around the deadline who has not reported is reminded: -3 is three days before.</param>
/// <param name="Indicators">Codes of the figures.</param>
/// <param name="Sections">What is told in words.</param>
/// <param name="ValidFrom">Periods whose first day is this one or later are reported on.</param>
/// <param name="ValidTo">Periods whose first day is this one or later no longer are; null where no end is set.</param>
public sealed record DefinitionContent(
    string Vi,
    string En,
    string PeriodType,
    CutOff CutOff,
    int OpensAfterDays,
    LevelDeadline[] Deadlines,
    int[] ReminderDays,
    string[] Indicators,
    ReportSection[] Sections,
    DateOnly ValidFrom,
    DateOnly? ValidTo
)
{
    /// <summary>True where units report on this period.</summary>
    public bool Covers(CalendarPeriod period)
    {
        ArgumentNullException.ThrowIfNull(period);
        return ValidFrom <= period.From && !(period.From >= ValidTo);
    }

    /// <summary>The day on which the reports of a period are opened.</summary>
    public DateOnly OpensOn(CalendarPeriod period)
    {
        ArgumentNullException.ThrowIfNull(period);
        return period.To.AddDays(OpensAfterDays);
    }
}

/// <summary>
/// A periodic report as an authority defines it, for all units below it of the levels named. A change concerns the periods
/// that are opened after it.
/// </summary>
public sealed class ReportDefinition
{
    private ReportDefinition() { }

    internal ReportDefinition(
        Guid id,
        string code,
        UnitAt owner,
        DefinitionContent content,
        string by,
        DateTimeOffset now
    )
    {
        (Id, Code, OwnerUnit, OwnerPath, Content) = (id, code, owner.Code, owner.Path, content);
        (Version, CreatedBy, CreatedAt, CreatedHash) = (1, by, now, ContentHash.Of(code, owner.Code, content));
    }

    public Guid Id { get; private set; }

    public int Version { get; private set; }

    /// <summary>Unique name for people and queries: "nd09-month".</summary>
    public string Code { get; private set; } = "";

    /// <summary>Code of the unit whose text it is, and below which units report.</summary>
    public string OwnerUnit { get; private set; } = "";

    /// <summary>Codes from the nation down to the owner when it was created.</summary>
    public string OwnerPath { get; private set; } = "";

    public DefinitionContent Content { get; private set; } = null!;

    /// <summary>Hash of what it said when created: tells a retry from another definition under the same id.</summary>
    public long CreatedHash { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public void Change(DefinitionContent content)
    {
        Content = content;
        Version++;
    }
}

internal sealed class ReportDefinitionTable : IEntityTypeConfiguration<ReportDefinition>
{
    public const string CodeIsUnique = "ix_report_definitions_code";

    public void Configure(EntityTypeBuilder<ReportDefinition> builder)
    {
        builder.ToTable("ReportDefinitions");
        builder.Property(definition => definition.Id).ValueGeneratedNever();
        builder.Property(definition => definition.Version).IsConcurrencyToken();
        builder.Property(definition => definition.Content).IsJson();
        builder.HasIndex(definition => definition.Code).IsUnique();
    }
}
