using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Messaging;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.ServiceDefaults.RegistryCopies;

/// <summary>What a service knows of Registry's units, kept up to date by <see cref="UnitsChanged"/>.</summary>
public sealed class UnitCopy
{
    public int Id { get; private set; }

    public int Version { get; private set; }

    public string Code { get; private set; } = "";

    /// <summary>0 nation, 1 province, 2 district, 3 commune, 4 village.</summary>
    public int Level { get; private set; }

    public string Type { get; private set; } = "";

    public string FullName { get; private set; } = "";

    public DateOnly ValidFrom { get; private set; }

    public DateOnly? ValidTo { get; private set; }
}

/// <summary>The unit's parent from one day up to, but not including, another.</summary>
public sealed class UnitPlacementCopy
{
    public int UnitId { get; private set; }

    public int ParentId { get; private set; }

    public DateOnly ValidFrom { get; private set; }

    public DateOnly? ValidTo { get; private set; }
}

public sealed class UnitCopyTable : IEntityTypeConfiguration<UnitCopy>
{
    public void Configure(EntityTypeBuilder<UnitCopy> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("Units");
        builder.Property(unit => unit.Id).ValueGeneratedNever();
        builder.HasIndex(unit => unit.Code);
    }
}

public sealed class UnitPlacementCopyTable : IEntityTypeConfiguration<UnitPlacementCopy>
{
    public void Configure(EntityTypeBuilder<UnitPlacementCopy> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("UnitPlacements");
        builder.HasKey(placement => new { placement.UnitId, placement.ValidFrom });
        builder.HasIndex(placement => placement.ParentId);
    }
}

/// <summary>Reads and writes a service's copy of the tree.</summary>
public static class UnitCopies
{
    /// <summary>Takes over the facts that are newer than what is here; a unit's placements are replaced as a whole.</summary>
    public static async Task ApplyUnitsAsync(
        this ServiceDbContext db,
        IReadOnlyList<UnitFact> facts,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        // One statement cannot touch a row twice: of a unit named twice, the newer fact.
        var sorted = facts.OrderByDescending(fact => fact.Version).DistinctBy(fact => fact.UnitId).ToArray();
        Array.Sort(sorted, (left, right) => left.UnitId.CompareTo(right.UnitId));
        var taken = await db
            .Database.SqlQuery<int>(
                $"""
                INSERT INTO units AS copy (id, version, code, level, type, full_name, valid_from, valid_to)
                SELECT * FROM unnest(
                    {sorted.Select(fact => fact.UnitId).ToArray()},
                    {sorted.Select(fact => fact.Version).ToArray()},
                    {sorted.Select(fact => fact.Code).ToArray()},
                    {sorted.Select(fact => fact.Level).ToArray()},
                    {sorted.Select(fact => fact.Type).ToArray()},
                    {sorted.Select(fact => fact.FullName).ToArray()},
                    {sorted.Select(fact => fact.ValidFrom).ToArray()},
                    {sorted.Select(fact => fact.ValidTo).ToArray()})
                ON CONFLICT (id) DO UPDATE SET
                    version = excluded.version, code = excluded.code, level = excluded.level, type = excluded.type,
                    full_name = excluded.full_name, valid_from = excluded.valid_from, valid_to = excluded.valid_to
                WHERE excluded.version > copy.version
                RETURNING id
                """
            )
            .ToListAsync(cancellationToken);
        var newer = taken.ToHashSet();
        var placements = sorted
            .Where(fact => newer.Contains(fact.UnitId))
            .SelectMany(fact => fact.Placements, (fact, placement) => (fact.UnitId, placement))
            .ToArray();
        await db.Database.ExecuteSqlAsync(
            $"DELETE FROM unit_placements WHERE unit_id = ANY({taken.ToArray()})",
            cancellationToken
        );
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO unit_placements (unit_id, parent_id, valid_from, valid_to)
            SELECT * FROM unnest(
                {placements.Select(row => row.UnitId).ToArray()},
                {placements.Select(row => row.placement.ParentId).ToArray()},
                {placements.Select(row => row.placement.ValidFrom).ToArray()},
                {placements.Select(row => row.placement.ValidTo).ToArray()})
            """,
            cancellationToken
        );
    }

    /// <summary>
    /// Codes from the nation down to the unit that bears <paramref name="code"/> on <paramref name="asOf"/>;
    /// null where none does.
    /// </summary>
    public static async Task<UnitAt?> FindUnitAsync(
        this ServiceDbContext db,
        string code,
        DateOnly asOf,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var found = await db
            .Database.SqlQuery<UnitAt>(
                $"""
                WITH RECURSIVE up AS (
                    SELECT id AS unit_id, id, code AS path, code, level, full_name FROM units
                    WHERE code = {code} AND valid_from <= {asOf} AND coalesce(valid_to, 'infinity') > {asOf}
                    UNION ALL
                    SELECT up.unit_id, parent.id, parent.code || '/' || up.path, up.code, up.level, up.full_name
                    FROM up
                    JOIN unit_placements AS placed ON placed.unit_id = up.id
                        AND placed.valid_from <= {asOf} AND coalesce(placed.valid_to, 'infinity') > {asOf}
                    JOIN units AS parent ON parent.id = placed.parent_id
                )
                SELECT unit_id AS "Id", code AS "Code", level AS "Level", full_name AS "FullName", path AS "Path",
                    unit_id AS "StandsIn"
                FROM up
                ORDER BY length(path) DESC LIMIT 1
                """
            )
            .ToListAsync(cancellationToken);
        return found.FirstOrDefault();
    }
}

/// <summary>A unit as it stood on a day.</summary>
/// <param name="Id">Surrogate id.</param>
/// <param name="Code">Its code on that day.</param>
/// <param name="Level">0 nation, 1 province, 2 district, 3 commune, 4 village.</param>
/// <param name="FullName">Name with the type.</param>
/// <param name="Path">Codes from the nation down to it, joined by "/".</param>
/// <param name="StandsIn">Surrogate id of what stands in its place on that day: its heir's once it has ended.</param>
public sealed record UnitAt(int Id, string Code, int Level, string FullName, string Path, int StandsIn);

/// <summary>Keeps <typeparamref name="TDb"/>'s copy of the tree.</summary>
public sealed class UnitCopyConsumer<TDb>(TDb db) : IConsumer<UnitsChanged>
    where TDb : ServiceDbContext
{
    public Task Consume(ConsumeContext<UnitsChanged> context) =>
        db.ConsumeOnceAsync(context, nameof(UnitCopy), ct => db.ApplyUnitsAsync(context.Message.Facts, ct));
}
