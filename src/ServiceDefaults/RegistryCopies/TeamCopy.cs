using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Messaging;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.ServiceDefaults.RegistryCopies;

/// <summary>What a service knows of Registry's teams, kept up to date by <see cref="TeamsChanged"/>.</summary>
public sealed class TeamCopy
{
    public Guid Id { get; private set; }

    public int Version { get; private set; }

    public int UnitId { get; private set; }

    /// <summary>Codes from the nation down to the team's unit as of today.</summary>
    public string UnitPath { get; private set; } = "";

    public DateOnly EstablishedOn { get; private set; }

    public DateOnly? DissolvedOn { get; private set; }
}

public sealed class TeamCopyTable : IEntityTypeConfiguration<TeamCopy>
{
    public void Configure(EntityTypeBuilder<TeamCopy> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("Teams");
        builder.Property(team => team.Id).ValueGeneratedNever();
        builder.HasIndex(team => team.UnitId);
    }
}

/// <summary>Keeps <typeparamref name="TDb"/>'s table of teams: the higher version wins, whatever order they come in.</summary>
public sealed class TeamCopyConsumer<TDb>(TDb db) : IConsumer<TeamsChanged>
    where TDb : ServiceDbContext
{
    public Task Consume(ConsumeContext<TeamsChanged> context) =>
        db.ConsumeOnceAsync(context, nameof(TeamCopy), ct => Apply(context.Message.Facts, ct));

    private Task<int> Apply(IReadOnlyList<TeamFact> facts, CancellationToken cancellationToken)
    {
        // One statement cannot touch a row twice: of a team named twice, the newer fact.
        var sorted = facts.OrderByDescending(fact => fact.Version).DistinctBy(fact => fact.TeamId).ToArray();
        Array.Sort(sorted, (left, right) => left.TeamId.CompareTo(right.TeamId));
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO teams AS copy (id, version, unit_id, unit_path, established_on, dissolved_on)
            SELECT * FROM unnest(
                {sorted.Select(fact => fact.TeamId).ToArray()},
                {sorted.Select(fact => fact.Version).ToArray()},
                {sorted.Select(fact => fact.UnitId).ToArray()},
                {sorted.Select(fact => fact.UnitPath).ToArray()},
                {sorted.Select(fact => fact.EstablishedOn).ToArray()},
                {sorted.Select(fact => fact.DissolvedOn).ToArray()})
            ON CONFLICT (id) DO UPDATE SET
                version = excluded.version, unit_id = excluded.unit_id, unit_path = excluded.unit_path,
                established_on = excluded.established_on, dissolved_on = excluded.dissolved_on
            WHERE excluded.version > copy.version
            """,
            cancellationToken
        );
    }
}
