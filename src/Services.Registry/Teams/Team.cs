using System.Text.Json.Serialization;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Registry.Teams;

/// <summary>What a decision says of a team.</summary>
/// <remarks>Its JSON is hashed when a team is first recorded: what came later stays out of it while it is null.</remarks>
public sealed record TeamContent(
    string Kind,
    string? Name,
    string DecisionNumber,
    DateOnly DecisionDate,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Signatory = null
);

/// <summary>The decision that ended a team.</summary>
/// <param name="DecisionNumber">Number of the decision ("12/QĐ-UBND").</param>
/// <param name="DecisionDate">Day of the decision.</param>
/// <param name="DissolvedOn">First day on which the team no longer counts.</param>
/// <param name="Reason">Why, where said.</param>
/// <param name="Signatory">The body that issued it; left out where unknown.</param>
public sealed record Dissolution(
    string DecisionNumber,
    DateOnly DecisionDate,
    DateOnly DissolvedOn,
    string? Reason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Signatory = null
);

/// <summary>A community digital technology team of a village or a commune.</summary>
public sealed class Team
{
    private Team() { }

    public Team(Guid id, UnitAt unit, TeamContent content, DateOnly establishedOn, long recordedHash, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(content);
        (Id, UnitId, UnitPath, EstablishedOn, RecordedHash, RecordedBy) = (
            id,
            unit.Id,
            unit.Path,
            establishedOn,
            recordedHash,
            by
        );
        (Kind, Name, DecisionNumber, DecisionDate, Signatory) = content;
        Version = 1;
    }

    public Guid Id { get; private set; }

    public int Version { get; private set; }

    public int UnitId { get; private set; }

    /// <summary>Codes from the nation down to the unit as of today; rewritten when the tree changes.</summary>
    public string UnitPath { get; private set; } = "";

    /// <summary>The units that it served before, oldest first.</summary>
    public int[] EarlierUnits { get; private set; } = [];

    /// <summary>The first day on which it no longer served each of them.</summary>
    public DateOnly[] EarlierUntil { get; private set; } = [];

    public string Kind { get; private set; } = "";

    /// <summary>Its own name, where it has one.</summary>
    public string? Name { get; private set; }

    public string DecisionNumber { get; private set; } = "";

    public DateOnly DecisionDate { get; private set; }

    /// <summary>The body that issued the decision in force, where known.</summary>
    public string? Signatory { get; private set; }

    public DateOnly EstablishedOn { get; private set; }

    public string? DissolutionNumber { get; private set; }

    public DateOnly? DissolutionDate { get; private set; }

    public DateOnly? DissolvedOn { get; private set; }

    public string? DissolutionReason { get; private set; }

    public string? DissolutionSignatory { get; private set; }

    /// <summary>The team that it was merged into, where that is how it ended.</summary>
    public Guid? MergedInto { get; private set; }

    /// <summary>Its own name without marks, for searching; kept by PostgreSQL.</summary>
    public string SearchKey { get; private set; } = "";

    /// <summary>Hash of the content as first recorded (see <see cref="ContentHash"/>).</summary>
    public long RecordedHash { get; private set; }

    public string RecordedBy { get; private set; } = "";

    public TeamContent Content => new(Kind, Name, DecisionNumber, DecisionDate, Signatory);

    public Dissolution? Dissolution =>
        DissolvedOn is null
            ? null
            : new Dissolution(
                DissolutionNumber!,
                DissolutionDate!.Value,
                DissolvedOn.Value,
                DissolutionReason,
                DissolutionSignatory
            );

    public void Change(TeamContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        (Kind, Name, DecisionNumber, DecisionDate, Signatory) = content;
        Version++;
    }

    public void Dissolve(Dissolution dissolution, Guid? mergedInto = null)
    {
        ArgumentNullException.ThrowIfNull(dissolution);
        (DissolutionNumber, DissolutionReason) = (dissolution.DecisionNumber, dissolution.Reason);
        (DissolutionDate, DissolvedOn) = (dissolution.DecisionDate, dissolution.DissolvedOn);
        (DissolutionSignatory, MergedInto) = (dissolution.Signatory, mergedInto);
        Version++;
    }

    public TeamFact ToFact() =>
        new(Id, Version, UnitId, UnitPath, Kind, EstablishedOn, DissolvedOn, Earlier, MergedInto);

    /// <summary>As events tell of them; null where there are none.</summary>
    public IReadOnlyList<UnitStayFact>? Earlier =>
        EarlierUnits is [] ? null : [.. EarlierUnits.Zip(EarlierUntil, (unit, until) => new UnitStayFact(unit, until))];
}

internal sealed class TeamTable : IEntityTypeConfiguration<Team>
{
    /// <summary><see cref="Units.VietnameseText.SearchKey"/>, as PostgreSQL says it: whoever writes a name need not know of it.</summary>
    private const string SearchKeyOfName = """
        translate(regexp_replace(normalize(lower(coalesce(name, '') COLLATE "vi-x-icu"), NFD), '[\u0300-\u036f]', '', 'g'), 'đð', 'dd')
        """;

    public void Configure(EntityTypeBuilder<Team> builder)
    {
        builder.ToTable("Teams");
        builder.Property(team => team.Id).ValueGeneratedNever();
        builder.Property(team => team.Version).IsConcurrencyToken();
        builder.Property(team => team.UnitPath).UseCollation("C");
        builder.Property(team => team.SearchKey).HasComputedColumnSql(SearchKeyOfName, stored: true);
        builder.Ignore(team => team.Content);
        builder.Ignore(team => team.Dissolution);
        builder.Ignore(team => team.Earlier);
        builder
            .HasIndex(team => new
            {
                team.UnitId,
                team.Kind,
                team.DecisionNumber,
                // Teams of several communes may bear one number when these become one.
                team.EarlierUnits,
            })
            .IsUnique();
        builder.HasIndex(team => new { team.UnitPath, team.Id });
        builder.HasOne<Units.Unit>().WithMany().HasForeignKey(team => team.UnitId);
        builder.HasOne<Team>().WithMany().HasForeignKey(team => team.MergedInto);
    }
}
