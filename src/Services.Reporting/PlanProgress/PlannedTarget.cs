using CongNgheSo.Contracts.Activity.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Reporting.PlanProgress;

/// <summary>A unit's target of an issued plan at the highest version seen, kept up to date by <see cref="TargetsChanged"/>.</summary>
public sealed class PlannedTarget
{
    public Guid Id { get; private set; }

    public int Version { get; private set; }

    public Guid PlanId { get; private set; }

    /// <summary>Surrogate id of the unit that the plan belongs to.</summary>
    public int PlanUnitId { get; private set; }

    public int UnitId { get; private set; }

    public string Indicator { get; private set; } = "";

    public string? Denominator { get; private set; }

    public string? Reference { get; private set; }

    /// <summary>The number to reach; of a share, hundredths of a per cent.</summary>
    public long Value { get; private set; }

    public DateOnly FirstDay { get; private set; }

    public DateOnly LastDay { get; private set; }

    public bool Withdrawn { get; private set; }
}

internal sealed class PlannedTargetTable : IEntityTypeConfiguration<PlannedTarget>
{
    public void Configure(EntityTypeBuilder<PlannedTarget> builder)
    {
        builder.ToTable("PlannedTargets");
        builder.Property(target => target.Id).ValueGeneratedNever();
        builder.HasIndex(target => new { target.UnitId, target.LastDay });
    }
}
