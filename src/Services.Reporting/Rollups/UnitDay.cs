using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>All figures of a unit, with everything below it as the tree was on that day.</summary>
public sealed class UnitDay
{
    public int UnitId { get; private set; }

    public DateOnly Day { get; private set; }

    /// <summary>Value by indicator code, as JSON.</summary>
    public string Figures { get; private set; } = "{}";
}

internal sealed class UnitDayTable : IEntityTypeConfiguration<UnitDay>
{
    public void Configure(EntityTypeBuilder<UnitDay> builder)
    {
        builder.ToTable("UnitDays");
        builder.HasKey(row => new { row.UnitId, row.Day });
        builder.Property(row => row.Figures).HasColumnType("jsonb");
    }
}
