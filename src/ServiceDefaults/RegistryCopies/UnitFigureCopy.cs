using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Messaging;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.ServiceDefaults.RegistryCopies;

/// <summary>What a service knows of a unit's reference figure from a day on.</summary>
public sealed class UnitFigureCopy
{
    public int UnitId { get; private set; }

    public string Figure { get; private set; } = "";

    public DateOnly ValidFrom { get; private set; }

    public int Version { get; private set; }

    public long Value { get; private set; }
}

public sealed class UnitFigureCopyTable : IEntityTypeConfiguration<UnitFigureCopy>
{
    public void Configure(EntityTypeBuilder<UnitFigureCopy> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("UnitFigures");
        builder.HasKey(figure => new
        {
            figure.UnitId,
            figure.Figure,
            figure.ValidFrom,
        });
    }
}

/// <summary>Keeps <typeparamref name="TDb"/>'s table of reference figures: the higher version wins.</summary>
public sealed class UnitFigureCopyConsumer<TDb>(TDb db) : IConsumer<UnitFiguresChanged>
    where TDb : ServiceDbContext
{
    public Task Consume(ConsumeContext<UnitFiguresChanged> context) =>
        db.ConsumeOnceAsync(context, nameof(UnitFigureCopy), ct => Apply(context.Message.Facts, ct));

    private Task<int> Apply(IReadOnlyList<UnitFigureFact> facts, CancellationToken cancellationToken)
    {
        // One statement cannot touch a row twice: of a figure named twice, the newer fact.
        UnitFigureFact[] sorted =
        [
            .. facts
                .OrderByDescending(fact => fact.Version)
                .DistinctBy(fact => (fact.UnitId, fact.Figure, fact.ValidFrom))
                .OrderBy(fact => fact.UnitId)
                .ThenBy(fact => fact.Figure, StringComparer.Ordinal)
                .ThenBy(fact => fact.ValidFrom),
        ];
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO unit_figures AS copy (unit_id, figure, valid_from, version, value)
            SELECT * FROM unnest(
                {sorted.Select(fact => fact.UnitId).ToArray()},
                {sorted.Select(fact => fact.Figure).ToArray()},
                {sorted.Select(fact => fact.ValidFrom).ToArray()},
                {sorted.Select(fact => fact.Version).ToArray()},
                {sorted.Select(fact => fact.Value).ToArray()})
            ON CONFLICT (unit_id, figure, valid_from) DO UPDATE SET version = excluded.version, value = excluded.value
            WHERE excluded.version > copy.version
            """,
            cancellationToken
        );
    }
}
