using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>
/// The sum of a unit's days of one month, written with them, so that a year is twelve rows. Villages have none: their days
/// are few, and most writing would be for them.
/// </summary>
public sealed class UnitMonth
{
    public int UnitId { get; private set; }

    /// <summary>First day of the month.</summary>
    public DateOnly Month { get; private set; }

    /// <summary>Value by indicator code, as JSON.</summary>
    public string Figures { get; private set; } = "{}";
}

internal sealed class UnitMonthTable : IEntityTypeConfiguration<UnitMonth>
{
    public void Configure(EntityTypeBuilder<UnitMonth> builder)
    {
        builder.ToTable("UnitMonths");
        builder.HasKey(row => new { row.UnitId, row.Month });
        builder.Property(row => row.Figures).HasColumnType("jsonb");
    }
}
