using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Activity.Obstacles;

/// <summary>One step of an obstacle, and how it left it: what stood on any day can be told from the last step before.</summary>
public sealed class ObstacleStep
{
    public const string Raised = "raised";
    public const string Escalated = "escalated";
    public const string Answered = "answered";
    public const string Reopened = "reopened";
    public const string Closed = "closed";
    public const string Withdrawn = "withdrawn";
    public const string Joined = "joined";
    public const string Parted = "parted";
    public const string Led = "duplicates-changed";

    private ObstacleStep() { }

    internal ObstacleStep(Obstacle obstacle, string kind, string unitCode, string? note, StepTaker by)
    {
        (ObstacleId, Version, Status, Level, DueOn) = (
            obstacle.Id,
            obstacle.Version,
            obstacle.Status,
            obstacle.Level,
            obstacle.DueOn
        );
        (Kind, UnitCode, Note) = (kind, unitCode, note);
        (TakenBy, TakenFor, TakenAt, Day, RequestHash) = (by.ClientId, by.Unit, by.Now, by.Today, by.RequestHash);
    }

    public Guid ObstacleId { get; private set; }

    /// <summary>The obstacle's version from this step on.</summary>
    public int Version { get; private set; }

    public string Kind { get; private set; } = "";

    public string Status { get; private set; } = "";

    public int Level { get; private set; }

    /// <summary>Code of the unit at which it waits, or was handled.</summary>
    public string UnitCode { get; private set; } = "";

    public DateOnly? DueOn { get; private set; }

    public string? Note { get; private set; }

    /// <summary>The client.</summary>
    public string TakenBy { get; private set; } = "";

    /// <summary>Code of the unit of the client's token.</summary>
    public string TakenFor { get; private set; } = "";

    public DateTimeOffset TakenAt { get; private set; }

    /// <summary>The day of it in Vietnam.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>Hash of the request that asked for it: tells a retry from another request.</summary>
    public long RequestHash { get; private set; }
}

internal sealed class ObstacleStepTable : IEntityTypeConfiguration<ObstacleStep>
{
    public void Configure(EntityTypeBuilder<ObstacleStep> builder)
    {
        builder.ToTable("ObstacleSteps");
        builder.HasKey(step => new { step.ObstacleId, step.Version });
        builder.Property(step => step.Version).ValueGeneratedNever();
    }
}
