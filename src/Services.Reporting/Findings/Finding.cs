using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.Services.Reporting.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Reporting.Findings;

/// <summary>What was found wrong, or looks so, before it is known whether it was found before.</summary>
/// <param name="Kind">One of <see cref="FindingKinds"/>.</param>
/// <param name="Unit">The unit whose figures they are.</param>
/// <param name="Subject">What tells it from others of its kind, unit and period: an indicator, a rule, the figures that repeat.</param>
/// <param name="Indicator">Code of the indicator; null where it concerns none in particular.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Figures">What the reason is built from, by name.</param>
/// <param name="Units">Codes of the units below that are concerned; empty where it is the unit itself.</param>
internal sealed record FoundIssue(
    string Kind,
    CheckedUnit Unit,
    string Subject,
    string? Indicator,
    DateOnly From,
    DateOnly To,
    SortedDictionary<string, decimal> Figures,
    string[] Units
);

/// <summary>The kinds of findings.</summary>
internal static class FindingKinds
{
    public const string Outlier = "outlier";
    public const string Jump = "jump";
    public const string Rule = "rule";
    public const string LookAlike = "look-alike";
    public const string Silent = "silent";

    public static readonly string[] All = [Outlier, Jump, Rule, LookAlike, Silent];
}

/// <summary>
/// A figure that somebody should look at. It is found again with each check and stays one; it is open until somebody
/// dismisses it or the figures no longer show it, and opens anew when the figures change.
/// </summary>
public sealed class Finding : IPlaced
{
    public const string Open = "open";
    public const string Dismissed = "dismissed";
    public const string Resolved = "resolved";

    public static readonly string[] States = [Open, Dismissed, Resolved];

    private Finding() { }

    internal Finding(Guid id, FoundIssue issue, DateTimeOffset now)
    {
        (Id, Version, Kind, Subject, Indicator) = (id, 1, issue.Kind, issue.Subject, issue.Indicator);
        (UnitId, UnitCode, UnitName) = (issue.Unit.Id, issue.Unit.Code, issue.Unit.FullName);
        (UnitPath, Level) = (issue.Unit.Path, issue.Unit.Level);
        (From, To, Figures, Units) = (issue.From, issue.To, issue.Figures, issue.Units);
        (FoundAt, ChangedAt) = (now, now);
    }

    public Guid Id { get; private set; }

    public int Version { get; private set; }

    public string Kind { get; private set; } = "";

    public string Subject { get; private set; } = "";

    public string? Indicator { get; private set; }

    public int UnitId { get; private set; }

    public string UnitCode { get; private set; } = "";

    public string UnitName { get; private set; } = "";

    public string UnitPath { get; private set; } = "";

    public int Level { get; private set; }

    public DateOnly From { get; private set; }

    public DateOnly To { get; private set; }

    public SortedDictionary<string, decimal> Figures { get; private set; } = [];

    public string[] Units { get; private set; } = [];

    public string State { get; private set; } = Open;

    /// <summary>Code of the unit that is to look at it; null where none is.</summary>
    public string? Assignee { get; private set; }

    /// <summary>Why it was dismissed.</summary>
    public string? Note { get; private set; }

    public DateTimeOffset FoundAt { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    private static readonly string[] Context = ["median", "score", "peers", "days", "usual-pause"];

    /// <summary>It is found again: open where its figures are not those that were dismissed.</summary>
    /// <returns>True where that changed it.</returns>
    internal bool FindAgain(FoundIssue issue, DateTimeOffset now)
    {
        // Where its unit stands by now: whoever is above it there sees it.
        (UnitCode, UnitName, UnitPath) = (issue.Unit.Code, issue.Unit.FullName, issue.Unit.Path);
        var isSame = Own(Figures).SequenceEqual(Own(issue.Figures)) && Units.SequenceEqual(issue.Units);
        if (isSame && State != Resolved)
            return false;
        (Figures, Units, State, ChangedAt) = (issue.Figures, issue.Units, Open, now);
        Version++;
        return true;
    }

    /// <summary>The unit's own figures: what it is compared with moves with every other unit, and with every day.</summary>
    private static IEnumerable<KeyValuePair<string, decimal>> Own(SortedDictionary<string, decimal> figures) =>
        figures.Where(figure => !Context.Contains(figure.Key));

    /// <summary>The figures no longer show it.</summary>
    internal void Resolve(DateTimeOffset now)
    {
        (State, ChangedAt) = (Resolved, now);
        Version++;
    }

    internal void Assign(string? unit, DateTimeOffset now)
    {
        (Assignee, ChangedAt) = (unit, now);
        Version++;
    }

    internal void Dismiss(string note, DateTimeOffset now)
    {
        (State, Note, ChangedAt) = (Dismissed, note, now);
        Version++;
    }
}

internal sealed class FindingTable : IEntityTypeConfiguration<Finding>
{
    public void Configure(EntityTypeBuilder<Finding> builder)
    {
        builder.ToTable("Findings");
        builder.Property(finding => finding.Id).ValueGeneratedNever();
        builder.Property(finding => finding.Version).IsConcurrencyToken();
        builder.Property(finding => finding.Figures).IsJson();
        builder.Property(finding => finding.UnitPath).UseCollation("C");
        builder.HasIndex(finding => new { finding.To, finding.Id });
        builder.HasIndex(finding => finding.UnitId);
    }
}
