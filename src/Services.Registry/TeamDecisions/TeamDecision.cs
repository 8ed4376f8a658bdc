using CongNgheSo.Services.Registry.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Registry.TeamDecisions;

/// <summary>
/// A decision about a team and what it said. They are only ever added, and none takes effect before the one ahead of it:
/// the last that holds on a day tells what the team was on that day.
/// </summary>
public sealed class TeamDecision
{
    public const string Establishment = "establishment";
    public const string Consolidation = "consolidation";
    public const string Renaming = "renaming";
    public const string Merger = "merger";
    public const string Dissolution = "dissolution";

    private TeamDecision() { }

    private TeamDecision(Team team, string type, DateOnly effectiveOn, string by, DateTimeOffset now)
    {
        (TeamId, TeamVersion, Type, EffectiveOn) = (team.Id, team.Version, type, effectiveOn);
        (Kind, Name, DecisionNumber, DecisionDate, Signatory) = team.Content;
        (RecordedBy, RecordedAt) = (by, now);
    }

    public Guid TeamId { get; private set; }

    /// <summary>The team's version that the decision made.</summary>
    public int TeamVersion { get; private set; }

    public string Type { get; private set; } = "";

    public string DecisionNumber { get; private set; } = "";

    public DateOnly DecisionDate { get; private set; }

    public string? Signatory { get; private set; }

    public DateOnly EffectiveOn { get; private set; }

    /// <summary>The kind of the team under this decision; under one that ends it, the kind that it had.</summary>
    public string Kind { get; private set; } = "";

    public string? Name { get; private set; }

    /// <summary>True where the team is no longer in being from <see cref="EffectiveOn"/> on.</summary>
    public bool Ends { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>The merger that it was part of.</summary>
    public Guid? MergerId { get; private set; }

    public DateTimeOffset RecordedAt { get; private set; }

    public string RecordedBy { get; private set; } = "";

    public TeamContent Content => new(Kind, Name, DecisionNumber, DecisionDate, Signatory);

    /// <summary>The decision under which a team now stands.</summary>
    public static TeamDecision InForce(
        Team team,
        string type,
        DateOnly effectiveOn,
        string by,
        DateTimeOffset now,
        Guid? mergerId = null
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        return new TeamDecision(team, type, effectiveOn, by, now) { MergerId = mergerId };
    }

    /// <summary>The decision that ended a team.</summary>
    public static TeamDecision Ending(Team team, string by, DateTimeOffset now, Guid? mergerId = null)
    {
        ArgumentNullException.ThrowIfNull(team);
        var end = team.Dissolution!;
        return new TeamDecision(team, mergerId is null ? Dissolution : Merger, end.DissolvedOn, by, now)
        {
            DecisionNumber = end.DecisionNumber,
            DecisionDate = end.DecisionDate,
            Signatory = end.Signatory,
            Reason = end.Reason,
            Ends = true,
            MergerId = mergerId,
        };
    }
}

internal sealed class TeamDecisionTable : IEntityTypeConfiguration<TeamDecision>
{
    public void Configure(EntityTypeBuilder<TeamDecision> builder)
    {
        builder.ToTable("TeamDecisions");
        builder.HasKey(decision => new { decision.TeamId, decision.TeamVersion });
        builder.Ignore(decision => decision.Content);
        builder.HasOne<Team>().WithMany().HasForeignKey(decision => decision.TeamId);
    }
}

internal static class TeamDecisionQueries
{
    /// <summary>Writes the first decision of teams that stand in the database already, however many they are.</summary>
    public static Task EstablishAsync(
        this RegistryDbContext db,
        Guid[] teams,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO team_decisions (
                team_id, team_version, type, decision_number, decision_date, signatory, effective_on, kind, name, ends,
                recorded_at, recorded_by)
            SELECT id, version, {TeamDecision.Establishment}, decision_number, decision_date, signatory, established_on,
                kind, name, false, {now}, recorded_by
            FROM teams WHERE id = ANY({teams})
            """,
            cancellationToken
        );

    /// <summary>The first day on which another decision about the team may take effect.</summary>
    public static Task<DateOnly> LatestEffectAsync(
        this RegistryDbContext db,
        Guid team,
        CancellationToken cancellationToken
    ) =>
        db
            .TeamDecisions.Where(decision => decision.TeamId == team)
            .MaxAsync(decision => decision.EffectiveOn, cancellationToken);
}
