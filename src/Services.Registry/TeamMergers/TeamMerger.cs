using CongNgheSo.Services.Registry.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Registry.TeamMergers;

/// <summary>One decision that made one team of several.</summary>
public sealed class TeamMerger
{
    private TeamMerger() { }

    public TeamMerger(Guid id, MergerDecision decision, IEnumerable<Guid> teams, long recordedHash)
    {
        ArgumentNullException.ThrowIfNull(decision);
        (Id, RecordedHash) = (id, recordedHash);
        (DecisionNumber, DecisionDate, Signatory, EffectiveOn, Note) = decision;
        Parts = [.. teams.Order().Select(team => new TeamMergerPart(team))];
    }

    public Guid Id { get; private set; }

    public string DecisionNumber { get; private set; } = "";

    public DateOnly DecisionDate { get; private set; }

    public string? Signatory { get; private set; }

    /// <summary>First day of the team that came of it.</summary>
    public DateOnly EffectiveOn { get; private set; }

    public string? Note { get; private set; }

    public Guid ResultTeamId { get; private set; }

    public int MembersLeft { get; private set; }

    public int MembersJoined { get; private set; }

    public int EquipmentMoved { get; private set; }

    public int ChannelsMoved { get; private set; }

    /// <summary>The teams that were merged, the one that goes on included.</summary>
    public List<TeamMergerPart> Parts { get; private set; } = [];

    /// <summary>Hash of the request's content: tells a retry from another merger.</summary>
    public long RecordedHash { get; private set; }

    public DateTimeOffset RecordedAt { get; private set; }

    public string RecordedBy { get; private set; } = "";

    /// <summary>Notes what came of it.</summary>
    internal void Complete(Guid result, MergedPeople people, MergedBelongings belongings, string by, DateTimeOffset now)
    {
        (ResultTeamId, MembersLeft, MembersJoined) = (result, people.Left.Count, people.Joined.Count);
        (EquipmentMoved, ChannelsMoved) = (belongings.Equipment, belongings.Channels);
        (RecordedBy, RecordedAt) = (by, now);
    }
}

/// <summary>What the decision itself says.</summary>
public sealed record MergerDecision(
    string DecisionNumber,
    DateOnly DecisionDate,
    string? Signatory,
    DateOnly EffectiveOn,
    string? Note
);

/// <summary>A team that was merged.</summary>
public sealed class TeamMergerPart
{
    private TeamMergerPart() { }

    public TeamMergerPart(Guid teamId) => TeamId = teamId;

    public Guid MergerId { get; private set; }

    public Guid TeamId { get; private set; }
}

internal sealed class TeamMergerTable : IEntityTypeConfiguration<TeamMerger>
{
    public void Configure(EntityTypeBuilder<TeamMerger> builder)
    {
        builder.ToTable("TeamMergers");
        builder.Property(merger => merger.Id).ValueGeneratedNever();
        builder.HasOne<Team>().WithMany().HasForeignKey(merger => merger.ResultTeamId);
        builder.HasMany(merger => merger.Parts).WithOne().HasForeignKey(part => part.MergerId);
    }
}

internal sealed class TeamMergerPartTable : IEntityTypeConfiguration<TeamMergerPart>
{
    public void Configure(EntityTypeBuilder<TeamMergerPart> builder)
    {
        builder.ToTable("TeamMergerParts");
        builder.HasKey(part => new { part.MergerId, part.TeamId });
        builder.HasIndex(part => part.TeamId);
        builder.HasOne<Team>().WithMany().HasForeignKey(part => part.TeamId);
    }
}
