using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Activity.Initiatives;

/// <summary>What an initiative says.</summary>
public sealed record InitiativeContent(string Title, string Description, string[] Topics);

/// <summary>Who proposes or applies an initiative: a unit, or a team of it.</summary>
/// <param name="TeamId">The team; null where it is the unit itself.</param>
/// <param name="UnitId">Surrogate id of the unit.</param>
/// <param name="UnitPath">Codes from the nation down to the unit.</param>
internal sealed record InitiativeParty(Guid? TeamId, int UnitId, string UnitPath)
{
    public string UnitCode => UnitPath[(UnitPath.LastIndexOf('/') + 1)..];
}

/// <summary>
/// A practice that a team or unit found good. It waits at the unit right above, and moves up level by level until it is
/// published for all below the unit that it waits at, or rejected.
/// </summary>
public sealed class Initiative
{
    public const string Submitted = "submitted";
    public const string ChangesRequested = "changes-requested";
    public const string Rejected = "rejected";
    public const string Published = "published";
    public const string Withdrawn = "withdrawn";

    public static readonly string[] Statuses = [Submitted, ChangesRequested, Rejected, Published, Withdrawn];

    private Initiative() { }

    internal Initiative(Guid id, InitiativeParty proposer, InitiativeContent content, string by, DateTimeOffset now)
    {
        (Id, Version, Status, ProposedBy, ProposedAt) = (id, 1, Submitted, by, now);
        (TeamId, UnitId, UnitCode, UnitPath) = (proposer.TeamId, proposer.UnitId, proposer.UnitCode, proposer.UnitPath);
        ReviewPath = Above(UnitPath) ?? UnitPath;
        Fill(content);
        ProposedHash = HashOf(content);
    }

    public Guid Id { get; private set; }

    public int Version { get; private set; }

    public Guid? TeamId { get; private set; }

    public int UnitId { get; private set; }

    public string UnitCode { get; private set; } = "";

    /// <summary>Codes from the nation down to the unit when it was proposed.</summary>
    public string UnitPath { get; private set; } = "";

    public string Title { get; private set; } = "";

    public string Description { get; private set; } = "";

    public string[] Topics { get; private set; } = [];

    public string SearchKey { get; private set; } = "";

    public string Status { get; private set; } = "";

    /// <summary>Codes down to the unit at which it waits for a decision; null where it waits for none.</summary>
    public string? ReviewPath { get; private set; }

    /// <summary>Codes down to the unit for which it is published; null where it is not.</summary>
    public string? PublishedPath { get; private set; }

    /// <summary>The last code of <see cref="PublishedPath"/>.</summary>
    public string? PublishedUnit { get; private set; }

    /// <summary>Surrogate id of that unit.</summary>
    public int? PublishedUnitId { get; private set; }

    /// <summary>The day of the latest publication.</summary>
    public DateOnly? PublishedOn { get; private set; }

    /// <summary>How many say that they applied it.</summary>
    public int Applications { get; private set; }

    /// <summary>Hash of what was proposed first: tells a retry from another initiative under the same id.</summary>
    public long ProposedHash { get; private set; }

    public string ProposedBy { get; private set; } = "";

    public DateTimeOffset ProposedAt { get; private set; }

    public InitiativeContent Content => new(Title, Description, Topics);

    /// <summary>What <see cref="ProposedHash"/> would be had its proposer said this.</summary>
    public long HashOf(InitiativeContent content) => ContentHash.Of(TeamId, UnitCode, content);

    /// <summary>True where this team proposed it, or this unit itself.</summary>
    public bool IsBy(Guid? teamId, string? unitCode) =>
        TeamId == teamId && (teamId is not null || UnitCode == unitCode);

    /// <summary>The path of the unit right above; null for the nation.</summary>
    internal static string? Above(string path) => path.LastIndexOf('/') is > 0 and var end ? path[..end] : null;

    /// <summary>Says it anew; where changes were requested, it waits again where they were.</summary>
    public InitiativeStep Revise(InitiativeContent content, string by, DateTimeOffset now)
    {
        Fill(content);
        Status = Submitted;
        return Step(InitiativeStep.Revised, UnitCode, null, by, now);
    }

    public InitiativeStep RequestChanges(string reason, string by, DateTimeOffset now)
    {
        Status = ChangesRequested;
        return Step(InitiativeStep.ChangesRequested, CodeOf(ReviewPath!), reason, by, now);
    }

    /// <summary>Refuses it; one that is published below stays so, and goes no further.</summary>
    public InitiativeStep Reject(string reason, string by, DateTimeOffset now)
    {
        var at = CodeOf(ReviewPath!);
        ReviewPath = null;
        if (Status != Published)
            Status = Rejected;
        return Step(InitiativeStep.Rejected, at, reason, by, now);
    }

    public InitiativeStep PassUp(string? reason, string by, DateTimeOffset now)
    {
        var from = ReviewPath ?? PublishedPath!;
        ReviewPath = Above(from);
        return Step(InitiativeStep.PassedUp, CodeOf(from), reason, by, now);
    }

    /// <summary>Shows it to everybody below the unit at which it waits.</summary>
    /// <param name="unitId">Surrogate id of that unit.</param>
    /// <param name="today">The day.</param>
    /// <param name="reason">Why, if it is said.</param>
    /// <param name="by">The client that publishes it.</param>
    /// <param name="now">When.</param>
    public InitiativeStep Publish(int unitId, DateOnly today, string? reason, string by, DateTimeOffset now)
    {
        PublishedUnitId = unitId;
        (PublishedPath, PublishedUnit) = (ReviewPath, CodeOf(ReviewPath!));
        (PublishedOn, ReviewPath, Status) = (today, null, Published);
        return Step(InitiativeStep.Published, PublishedUnit, reason, by, now);
    }

    public InitiativeStep Withdraw(string reason, string by, DateTimeOffset now)
    {
        (ReviewPath, Status) = (null, Withdrawn);
        return Step(InitiativeStep.Withdrawn, UnitCode, reason, by, now);
    }

    public InitiativeFact ToFact() =>
        new(Id, Version, TeamId, UnitId, Topics, PublishedUnitId!.Value, PublishedOn!.Value, Status == Withdrawn);

    internal InitiativeStep Step(string kind, string unitCode, string? reason, string by, DateTimeOffset now) =>
        new(Id, kind == InitiativeStep.Proposed ? Version : ++Version, kind, unitCode, reason, by, now);

    internal static string CodeOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private void Fill(InitiativeContent content)
    {
        (Title, Description, Topics) = content;
        SearchKey = SearchText.Key($"{Title} {Description}");
    }
}

internal sealed class InitiativeTable : IEntityTypeConfiguration<Initiative>
{
    /// <summary>How Vietnamese sorts: the ICU collation that PostgreSQL brings along.</summary>
    private const string Vietnamese = "vi-x-icu";

    public void Configure(EntityTypeBuilder<Initiative> builder)
    {
        builder.ToTable("Initiatives");
        builder.Property(initiative => initiative.Id).ValueGeneratedNever();
        builder.Property(initiative => initiative.Version).IsConcurrencyToken();
        builder.Property(initiative => initiative.Title).UseCollation(Vietnamese);
        builder.Ignore(initiative => initiative.Content);
        builder.HasIndex(initiative => initiative.SearchKey).HasMethod("gin").HasOperators("gin_trgm_ops");
        builder.HasIndex(initiative => new { initiative.ProposedAt, initiative.Id });
    }
}
