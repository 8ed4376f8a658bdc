using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Reporting.Facts;

/// <summary>What a fact tells of; together with the id it names the fact.</summary>
public enum FactKind : short
{
    Activity = 1,
    TeamEstablished = 2,
    TeamDissolved = 3,
    MemberJoined = 4,
    MemberLeft = 5,
    Attendance = 6,
    MemberTrained = 7,
    TeamLeftUnit = 8,
    TeamEnteredUnit = 9,
    MemberLeftUnit = 10,
    MemberEnteredUnit = 11,
    ObstacleRaised = 12,
    ObstacleAnswered = 13,
    MemberTrainedInTopic = 14,
}

/// <summary>
/// The figures that one fact adds to its unit's day, at the highest version seen. The totals are the sum of this table;
/// it is what makes a redelivered or late version harmless.
/// </summary>
public sealed class Fact
{
    public FactKind Kind { get; private set; }

    public Guid Id { get; private set; }

    public int Version { get; private set; }

    public int UnitId { get; private set; }

    public DateOnly Day { get; private set; }

    /// <summary>Value by indicator code, as JSON; empty where the fact no longer counts.</summary>
    public string Figures { get; private set; } = "{}";
}

internal sealed class FactTable : IEntityTypeConfiguration<Fact>
{
    public void Configure(EntityTypeBuilder<Fact> builder)
    {
        builder.ToTable("Facts");
        builder.HasKey(fact => new { fact.Kind, fact.Id });
        builder.Property(fact => fact.Figures).HasColumnType("jsonb");
        // Without the day, of which nearly all are read anyway: many entries of one value take a tenth of the room.
        builder.HasIndex(fact => fact.UnitId);
    }
}

/// <summary>A fact as an event brings it.</summary>
public sealed record IncomingFact(FactKind Kind, Guid Id, int Version, int UnitId, DateOnly Day, Figures Figures)
{
    /// <summary>Beyond what a nation does in a year; sums of such figures could no longer be kept.</summary>
    private const long MaxFigure = 1_000_000_000_000;

    /// <summary>
    /// False for what no service of this platform sends. It has to be kept out of the totals: one figure too large
    /// would make the nation's whole day unreadable, and a missing day would count on none.
    /// </summary>
    internal bool IsPlausible =>
        Version > 0
        && Day > DateOnly.MinValue
        && Day < DateOnly.MaxValue
        && Figures.Values.All(value => value is >= -MaxFigure and <= MaxFigure);
}
