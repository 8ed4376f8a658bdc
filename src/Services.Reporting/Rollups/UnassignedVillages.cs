using Npgsql;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>
/// Counts the villages that still hang under a commune that has ended. They are few, and change only when the tree does:
/// the counts of all units are kept in memory for one state of it.
/// </summary>
public sealed class UnassignedVillages(NpgsqlDataSource database)
{
    private (long Generation, DateOnly Day, Dictionary<int, int> Counts) kept = (-1, default, []);

    /// <summary>How many there are below a unit on a day.</summary>
    public async Task<int> BelowAsync(int unitId, DateOnly day, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var generation = await RollupLock.ReadGenerationAsync(connection, cancellationToken);
        var known = kept;
        if (known.Generation != generation || known.Day != day)
            kept = known = (generation, day, await CountAsync(connection, day, cancellationToken));
        return known.Counts.GetValueOrDefault(unitId);
    }

    private static async Task<Dictionary<int, int>> CountAsync(
        NpgsqlConnection connection,
        DateOnly day,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            """
            WITH RECURSIVE up AS (
                SELECT ended.id AS unit_id, count(*)::int AS villages
                FROM units AS ended
                JOIN unit_placements AS placed ON placed.parent_id = ended.id AND placed.valid_to IS NULL
                JOIN units AS village ON village.id = placed.unit_id
                WHERE ended.level = 3 AND ended.valid_to <= $1 AND village.level = 4 AND village.valid_to IS NULL
                GROUP BY ended.id
                UNION ALL
                SELECT placed.parent_id, villages FROM up JOIN unit_placements AS placed USING (unit_id)
                WHERE placed.valid_from <= $1 AND coalesce(placed.valid_to > $1, true)
            )
            SELECT unit_id, sum(villages)::int FROM up GROUP BY unit_id
            """,
            connection
        )
        {
            Parameters = { new() { Value = day } },
        };
        var counts = new Dictionary<int, int>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            counts.Add(reader.GetInt32(0), reader.GetInt32(1));
        return counts;
    }
}
