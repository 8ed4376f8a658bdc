using Npgsql;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>A unit that stands above another, or is it, from one day up to, but not including, another.</summary>
internal readonly record struct Ancestor(int UnitId, DateOnly From, DateOnly To);

/// <summary>
/// Who stood above whom, and when. Before its first placement a unit hangs where it hung first, after its last where it
/// hung last: nobody's work falls out of the nation's total.
/// </summary>
internal static class Ancestry
{
    /// <summary>For each unit itself and all that ever stood above it, each with its days.</summary>
    public static async Task<ILookup<int, Ancestor>> ReadAsync(
        NpgsqlConnection connection,
        IEnumerable<int> units,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            """
            WITH RECURSIVE up AS (
                SELECT leaf, leaf AS unit_id, '-infinity'::date AS starts, 'infinity'::date AS ends
                FROM unnest($1) AS leaf
                UNION ALL
                SELECT up.leaf, placed.parent_id, greatest(up.starts, placed.starts), least(up.ends, placed.ends)
                FROM up CROSS JOIN LATERAL (
                    SELECT parent_id,
                        CASE WHEN row_number() OVER by_time = 1 THEN '-infinity' ELSE valid_from END AS starts,
                        coalesce(lead(valid_from) OVER by_time, 'infinity') AS ends
                    FROM unit_placements WHERE unit_id = up.unit_id
                    WINDOW by_time AS (ORDER BY valid_from)
                ) AS placed
                WHERE greatest(up.starts, placed.starts) < least(up.ends, placed.ends)
            )
            SELECT leaf, unit_id, starts, ends FROM up
            """,
            connection
        )
        {
            Parameters = { new() { Value = units.Distinct().ToArray() } },
        };
        var rows = new List<(int Leaf, Ancestor Ancestor)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(
                (
                    reader.GetInt32(0),
                    new Ancestor(
                        reader.GetInt32(1),
                        reader.GetFieldValue<DateOnly>(2),
                        reader.GetFieldValue<DateOnly>(3)
                    )
                )
            );
        return rows.ToLookup(row => row.Leaf, row => row.Ancestor);
    }
}
