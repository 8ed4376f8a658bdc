using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Activity.Plans;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Activity.PlanTargets;

/// <summary>What is to be reached, and when; the parts of a target that was split measure the same as the whole.</summary>
/// <param name="Indicator">Code of the indicator that is counted.</param>
/// <param name="Denominator">Code of the indicator of which it is a share; null where it is none.</param>
/// <param name="Reference">Code of the unit's reference figure of which it is a share; null where it is none.</param>
/// <param name="FirstDay">First day of its period.</param>
/// <param name="LastDay">Last day of its period.</param>
public sealed record TargetMeasure(
    string Indicator,
    string? Denominator,
    string? Reference,
    DateOnly FirstDay,
    DateOnly LastDay
)
{
    public bool IsShare => (Denominator ?? Reference) is not null;
}

/// <summary>A target of a unit or a team within a plan.</summary>
public sealed class PlanTarget
{
    private PlanTarget() { }

    internal PlanTarget(
        Guid id,
        Guid planId,
        PlanOwner owner,
        TargetMeasure measure,
        long value,
        string by,
        DateTimeOffset now
    )
    {
        (Id, PlanId, Version, Value, ByHand) = (id, planId, 1, value, true);
        (UnitId, TeamId) = (owner.UnitId, owner.TeamId);
        (Indicator, Denominator, Reference, FirstDay, LastDay) = measure;
        SetHash = ContentHash.Of(planId, UnitId, TeamId, measure, value);
        (WrittenBy, WrittenAt) = (by, now);
    }

    public Guid Id { get; private set; }

    public Guid PlanId { get; private set; }

    public int Version { get; private set; }

    /// <summary>The target that it is a part of; null where it was set for itself.</summary>
    public Guid? ParentId { get; private set; }

    public int UnitId { get; private set; }

    public Guid? TeamId { get; private set; }

    public string Indicator { get; private set; } = "";

    public string? Denominator { get; private set; }

    public string? Reference { get; private set; }

    /// <summary>The number to reach; of a share, hundredths of a per cent.</summary>
    public long Value { get; private set; }

    public DateOnly FirstDay { get; private set; }

    public DateOnly LastDay { get; private set; }

    /// <summary>True where somebody set the value; a split leaves it as it is.</summary>
    public bool ByHand { get; private set; }

    public bool Withdrawn { get; private set; }

    /// <summary>Hash of the target as first set: tells a retry from another target under the same id.</summary>
    public long SetHash { get; private set; }

    /// <summary>Who wrote this version.</summary>
    public string WrittenBy { get; private set; } = "";

    public DateTimeOffset WrittenAt { get; private set; }

    public TargetMeasure Measure => new(Indicator, Denominator, Reference, FirstDay, LastDay);

    /// <summary>Gives it another value; returns the version that was superseded.</summary>
    internal PlanTargetVersion Set(long value, bool byHand, string by, DateTimeOffset now)
    {
        var superseded = Supersede(by, now);
        (Value, ByHand, Withdrawn) = (value, byHand, false);
        return superseded;
    }

    /// <summary>Makes it count no more; returns the version that was superseded.</summary>
    internal PlanTargetVersion Withdraw(string by, DateTimeOffset now)
    {
        var superseded = Supersede(by, now);
        Withdrawn = true;
        return superseded;
    }

    /// <summary>Makes it a part of another. What it says stays, so this is no version.</summary>
    internal void BecomePartOf(Guid parentId) => ParentId = parentId;

    /// <summary>Of a part that is new: nobody set its value by hand.</summary>
    internal void IsShareOut() => ByHand = false;

    /// <param name="planUnitId">Surrogate id of the plan's unit.</param>
    internal TargetFact ToFact(int planUnitId) =>
        new(
            Id,
            Version,
            PlanId,
            planUnitId,
            UnitId,
            TeamId,
            Indicator,
            Denominator,
            Reference,
            Value,
            FirstDay,
            LastDay,
            Withdrawn
        );

    private PlanTargetVersion Supersede(string by, DateTimeOffset now)
    {
        var superseded = new PlanTargetVersion(this);
        (Version, WrittenBy, WrittenAt) = (Version + 1, by, now);
        return superseded;
    }
}

internal sealed class PlanTargetTable : IEntityTypeConfiguration<PlanTarget>
{
    /// <summary>One target a unit or team and measure in a plan: PostgreSQL refuses a second.</summary>
    public const string OneEach = "ux_plan_targets_measure";

    public void Configure(EntityTypeBuilder<PlanTarget> builder)
    {
        builder.ToTable("PlanTargets");
        builder.Property(target => target.Id).ValueGeneratedNever();
        builder.Property(target => target.Version).IsConcurrencyToken();
        builder.Ignore(target => target.Measure);
        builder.HasOne<Plan>().WithMany().HasForeignKey(target => target.PlanId);
        builder.HasIndex(target => target.ParentId);
        builder
            .HasIndex(target => new
            {
                target.PlanId,
                target.UnitId,
                target.TeamId,
                target.Indicator,
                target.Denominator,
                target.Reference,
                target.FirstDay,
                target.LastDay,
            })
            .HasDatabaseName(OneEach)
            .IsUnique()
            .AreNullsDistinct(false)
            .HasFilter("NOT withdrawn");
    }
}
