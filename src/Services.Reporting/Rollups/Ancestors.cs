using System.Runtime.CompilerServices;
using Npgsql;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>Who stands above whom on which day.</summary>
internal static class Ancestors
{
    /// <summary>
    /// For each unit and day the unit itself and all above it as the tree was on that day. Before its first placement a
    /// unit hangs where it hung first, after its last where it hung last: nobody's work falls out of the nation's total.
    /// </summary>
    public static async IAsyncEnumerable<(int Leaf, DateOnly Day, int Ancestor)> ReadAsync(
        NpgsqlConnection connection,
        IReadOnlyList<(int UnitId, DateOnly Day)> leaves,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            """
            WITH RECURSIVE up AS (
                SELECT unit_id AS leaf, day, unit_id FROM unnest($1, $2) AS leaf (unit_id, day)
                UNION ALL
                SELECT up.leaf, up.day, placed.parent_id
                FROM up CROSS JOIN LATERAL (
                    SELECT parent_id FROM unit_placements WHERE unit_id = up.unit_id
                    ORDER BY coalesce(valid_to > up.day, true) DESC,
                        CASE WHEN coalesce(valid_to > up.day, true) THEN valid_from END,
                        valid_from DESC
                    LIMIT 1
                ) AS placed
            )
            SELECT leaf, day, unit_id FROM up
            """,
            connection
        )
        {
            Parameters =
            {
                new() { Value = leaves.Select(leaf => leaf.UnitId).ToArray() },
                new() { Value = leaves.Select(leaf => leaf.Day).ToArray() },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            yield return (reader.GetInt32(0), reader.GetFieldValue<DateOnly>(1), reader.GetInt32(2));
    }
}
