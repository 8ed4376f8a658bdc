using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Activity.Plans;

/// <summary>Something to be done.</summary>
/// <param name="Month">The month, "2022-06"; null for the whole period.</param>
/// <param name="Text">What is to be done.</param>
public sealed record PlanItem(string? Month, string Text);

/// <summary>What a plan says: the part that a change can replace.</summary>
/// <param name="Kind">"plan" or "theme".</param>
/// <param name="Title">Title.</param>
/// <param name="From">First day of its period.</param>
/// <param name="To">Last day of its period.</param>
/// <param name="Text">What it says beside its items; null where nothing.</param>
/// <param name="Topics">Codes of the topics that it is about.</param>
/// <param name="Outcomes">Codes of the outcomes that it is about.</param>
/// <param name="Items">What is to be done.</param>
public sealed record PlanContent(
    string Kind,
    string Title,
    DateOnly From,
    DateOnly To,
    string? Text,
    string[] Topics,
    string[] Outcomes,
    PlanItem[] Items
);

/// <summary>The plan of a unit or a team for a period, or what a unit has all below it do in a month: its theme.</summary>
public sealed class Plan
{
    private Plan() { }

    internal Plan(Guid id, PlanOwner owner, PlanContent content, string by, DateTimeOffset now)
    {
        (Id, Version, UnitId, TeamId) = (id, 1, owner.UnitId, owner.TeamId);
        CreatedHash = ContentHash.Of(owner.UnitId, owner.TeamId, content);
        Status = PlanStatus.Draft;
        Fill(content);
        (WrittenBy, WrittenAt) = (by, now);
    }

    public Guid Id { get; private set; }

    public int Version { get; private set; }

    /// <summary>Surrogate id of the unit that it belongs to; of a team's plan, the unit that the team served then.</summary>
    public int UnitId { get; private set; }

    public Guid? TeamId { get; private set; }

    public string Status { get; private set; } = "";

    public string Kind { get; private set; } = "";

    public string Title { get; private set; } = "";

    public DateOnly FirstDay { get; private set; }

    public DateOnly LastDay { get; private set; }

    public string? Text { get; private set; }

    public string[] Topics { get; private set; } = [];

    public string[] Outcomes { get; private set; } = [];

    public PlanItem[] Items { get; private set; } = [];

    /// <summary>Number of the document that issued it; null while it is a draft.</summary>
    public string? DocumentNumber { get; private set; }

    public DateOnly? IssuedOn { get; private set; }

    /// <summary>Why it ended or was withdrawn.</summary>
    public string? Reason { get; private set; }

    /// <summary>The day on which it was ended or withdrawn: the first on which it concerns nobody any more.</summary>
    public DateOnly? ClosedOn { get; private set; }

    /// <summary>Hash of the content as created: tells a retry from another plan under the same id.</summary>
    public long CreatedHash { get; private set; }

    /// <summary>Who wrote this version.</summary>
    public string WrittenBy { get; private set; } = "";

    public DateTimeOffset WrittenAt { get; private set; }

    public bool IsDraft => Status == PlanStatus.Draft;

    public bool IsIssued => Status == PlanStatus.Issued;

    public PlanContent Content => new(Kind, Title, FirstDay, LastDay, Text, Topics, Outcomes, Items);

    /// <summary>True where the plan says exactly this already.</summary>
    public bool Says(PlanContent content) => ContentHash.Of(Content) == ContentHash.Of(content);

    public void Change(PlanContent content) => Fill(content);

    public void Issue(string documentNumber, DateOnly issuedOn) =>
        (Status, DocumentNumber, IssuedOn) = (PlanStatus.Issued, documentNumber, issuedOn);

    /// <summary>Ends or withdraws it.</summary>
    public void Close(string status, string reason, DateOnly day) => (Status, Reason, ClosedOn) = (status, reason, day);

    /// <summary>Keeps what the plan says now as superseded, and counts what follows as the next version.</summary>
    internal PlanVersion Supersede(string by, DateTimeOffset now)
    {
        var superseded = new PlanVersion(this);
        (Version, WrittenBy, WrittenAt) = (Version + 1, by, now);
        return superseded;
    }

    private void Fill(PlanContent content) => (Kind, Title, FirstDay, LastDay, Text, Topics, Outcomes, Items) = content;
}

internal sealed class PlanTable : IEntityTypeConfiguration<Plan>
{
    public void Configure(EntityTypeBuilder<Plan> builder)
    {
        builder.ToTable("Plans");
        builder.Property(plan => plan.Id).ValueGeneratedNever();
        builder.Property(plan => plan.Version).IsConcurrencyToken();
        builder.Property(plan => plan.Items).IsJson();
        builder.Ignore(plan => plan.Content);
        builder.HasIndex(plan => plan.UnitId);
        builder.HasIndex(plan => plan.TeamId);
        builder.HasIndex(plan => new { plan.FirstDay, plan.Id });
    }
}
