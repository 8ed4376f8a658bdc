using System.Collections.Concurrent;
using Npgsql;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>
/// Whose totals, as they were, add up to a unit under today's boundaries. Let X be all that stands below the unit today. On
/// any day of the past, what X did is the sum of the totals of those in X whose parent of that day is not in X, less those
/// of the others whose parent of that day is in X: everything between them cancels out. For a province that was made of two,
/// that is the totals of the two until the merger, and its own from then on.
/// </summary>
/// <remarks>It depends on the tree and the day alone, and is remembered until one of them moves on.</remarks>
public sealed class TodayCovers(NpgsqlDataSource database)
{
    // The nation's takes the whole tree. Where every chain ends at one root, everything ever recorded is the root's.
    private const string Everything = """
        SELECT tree_generation, NOT EXISTS (
            SELECT FROM unit_placements AS placed
            WHERE placed.parent_id <> $1
                AND NOT EXISTS (SELECT FROM unit_placements AS above WHERE above.unit_id = placed.parent_id)
        ) FROM rollup_lock
        """;

    // A unit hangs where its last placement of before the day says; before its first where it hung first.
    private const string Parts = """
        WITH RECURSIVE below AS (
            SELECT $1 AS unit_id
            UNION
            SELECT placement.unit_id FROM below
            JOIN unit_placements AS placement ON placement.parent_id = below.unit_id
            WHERE NOT EXISTS (
                SELECT FROM unit_placements AS other
                WHERE other.unit_id = placement.unit_id AND CASE
                    WHEN placement.valid_from <= $2
                    THEN other.valid_from > placement.valid_from AND other.valid_from <= $2
                    ELSE other.valid_from < placement.valid_from END
            )
        ), near AS (
            SELECT unit_id FROM below
            UNION
            SELECT placement.unit_id FROM below JOIN unit_placements AS placement ON placement.parent_id = below.unit_id
        ), hung AS (
            SELECT unit_id, parent_id,
                CASE WHEN lag(valid_from) OVER stays IS NULL THEN '-infinity' ELSE valid_from END AS valid_from,
                coalesce(lead(valid_from) OVER stays, 'infinity') AS valid_to
            FROM near LEFT JOIN LATERAL (
                -- By the index, however many units are expected: there are a few thousand, of all the tree's.
                SELECT parent_id, valid_from FROM unit_placements WHERE unit_placements.unit_id = near.unit_id OFFSET 0
            ) AS placement ON true
            WINDOW stays AS (PARTITION BY unit_id ORDER BY valid_from)
        ), edges AS (
            SELECT hung.*, child.unit_id IS NOT NULL AS is_in, parent.unit_id IS NOT NULL AS is_under
            FROM hung
            LEFT JOIN below AS child ON child.unit_id = hung.unit_id
            LEFT JOIN below AS parent ON parent.unit_id = hung.parent_id
        )
        SELECT tree_generation, edges.unit_id, edges.valid_from, edges.valid_to, is_in,
            coalesce((SELECT level FROM units WHERE id = edges.unit_id), 0)
        FROM rollup_lock LEFT JOIN edges ON is_in <> is_under
        """;

    private volatile Kept kept = new(-1, default, []);

    /// <summary>The cover of a unit of the tree of a day, which holds in the generation that it names.</summary>
    /// <param name="unitId">The unit.</param>
    /// <param name="level">Its level.</param>
    /// <param name="today">The day.</param>
    /// <param name="newerThan">A generation that is known to be over.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<Cover> OfAsync(
        int unitId,
        int level,
        DateOnly today,
        long newerThan,
        CancellationToken cancellationToken
    )
    {
        var known = kept;
        if (
            known.Day == today
            && known.Covers.TryGetValue(unitId, out var remembered)
            && remembered.Generation > newerThan
        )
            return remembered;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var cover =
            (level == 0 ? await EverythingAsync(connection, unitId, cancellationToken) : null)
            ?? await ReadAsync(connection, unitId, today, cancellationToken);
        known = kept;
        if (known.Generation < cover.Generation || known.Day != today)
            kept = known = new Kept(cover.Generation!.Value, today, []);
        if (known.Generation == cover.Generation)
            known.Covers[unitId] = cover;
        return cover;
    }

    private static async Task<Cover?> EverythingAsync(
        NpgsqlConnection connection,
        int unitId,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(Everything, connection)
        {
            Parameters = { new() { Value = unitId } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetBoolean(1) ? Cover.AsWas(unitId, level: 0) with { Generation = reader.GetInt64(0) } : null;
    }

    private static async Task<Cover> ReadAsync(
        NpgsqlConnection connection,
        int unitId,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(Parts, connection)
        {
            Parameters =
            {
                new() { Value = unitId },
                new() { Value = today },
            },
        };
        var parts = new List<CoverPart>();
        var generation = 0L;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            generation = reader.GetInt64(0);
            if (!reader.IsDBNull(1))
                parts.Add(
                    new CoverPart(
                        reader.GetInt32(1),
                        reader.GetFieldValue<DateOnly>(2),
                        reader.GetFieldValue<DateOnly>(3),
                        reader.GetBoolean(4) ? 1 : -1,
                        reader.GetInt32(5) != Tree.VillageLevel
                    )
                );
        }
        return new Cover(unitId, parts, generation);
    }

    private sealed record Kept(long Generation, DateOnly Day, ConcurrentDictionary<int, Cover> Covers);
}
