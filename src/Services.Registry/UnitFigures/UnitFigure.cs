using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Services.Registry.Units;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Registry.UnitFigures;

/// <summary>
/// A reference figure of a unit from a day on, until the next one of the same unit and figure. Rows are written by
/// <see cref="UnitFigureWriter"/>.
/// </summary>
public sealed class UnitFigure
{
    public int UnitId { get; private set; }

    /// <summary>Code of the figure.</summary>
    public string Figure { get; private set; } = "";

    public DateOnly ValidFrom { get; private set; }

    public int Version { get; private set; }

    public long Value { get; private set; }

    /// <summary>Where it comes from ("Tổng điều tra dân số 2019").</summary>
    public string Source { get; private set; } = "";

    public string RecordedBy { get; private set; } = "";

    public DateTimeOffset RecordedAt { get; private set; }

    public UnitFigureFact ToFact() => new(UnitId, Figure, ValidFrom, Version, Value);
}

internal sealed class UnitFigureTable : IEntityTypeConfiguration<UnitFigure>
{
    public void Configure(EntityTypeBuilder<UnitFigure> builder)
    {
        builder.ToTable("UnitFigures");
        builder.HasKey(figure => new
        {
            figure.UnitId,
            figure.Figure,
            figure.ValidFrom,
        });
        builder.HasOne<Unit>().WithMany().HasForeignKey(figure => figure.UnitId);
    }
}
