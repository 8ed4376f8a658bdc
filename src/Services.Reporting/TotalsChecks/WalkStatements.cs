using CongNgheSo.Services.Reporting.Facts;
using CongNgheSo.Services.Reporting.Rollups;
using Npgsql;

namespace CongNgheSo.Services.Reporting.TotalsChecks;

/// <summary>The statements of <see cref="TotalsWalk"/>.</summary>
internal static class WalkStatements
{
    /// <summary>
    /// Every unit that anything is known of. Of facts and totals from one unit to the next by their indexes: millions of
    /// rows have few units.
    /// </summary>
    public static async Task<List<int>> ReadUnitsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            WITH RECURSIVE of_facts AS (
                SELECT min(unit_id) AS unit_id FROM facts
                UNION ALL
                SELECT (SELECT min(facts.unit_id) FROM facts WHERE facts.unit_id > of_facts.unit_id) FROM of_facts
                WHERE of_facts.unit_id IS NOT NULL
            ), of_days AS (
                SELECT min(unit_id) AS unit_id FROM unit_days
                UNION ALL
                SELECT (SELECT min(kept.unit_id) FROM unit_days AS kept WHERE kept.unit_id > of_days.unit_id) FROM of_days
                WHERE of_days.unit_id IS NOT NULL
            )
            SELECT unit_id FROM of_facts WHERE unit_id IS NOT NULL
            UNION SELECT unit_id FROM of_days WHERE unit_id IS NOT NULL
            UNION SELECT unit_id FROM unit_months
            UNION SELECT id FROM units
            UNION SELECT unit_id FROM unit_placements
            UNION SELECT parent_id FROM unit_placements
            ORDER BY 1
            """,
            connection
        );
        var units = new List<int>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            units.Add(reader.GetInt32(0));
        return units;
    }

    /// <summary>What the facts of units say, by day.</summary>
    public static Task<RollupChange> ReadFactsAsync(
        NpgsqlConnection connection,
        int[] units,
        CancellationToken cancellationToken
    ) => ReadAsync(connection, "SELECT unit_id, day, figures FROM facts", units, cancellationToken);

    /// <summary>What is kept of units, by day and by month.</summary>
    public static async Task<(RollupChange Days, RollupChange Months)> ReadKeptAsync(
        NpgsqlConnection connection,
        int[] units,
        CancellationToken cancellationToken
    ) =>
        (
            await ReadAsync(connection, "SELECT unit_id, day, figures FROM unit_days", units, cancellationToken),
            await ReadAsync(connection, "SELECT unit_id, month, figures FROM unit_months", units, cancellationToken)
        );

    private static async Task<RollupChange> ReadAsync(
        NpgsqlConnection connection,
        string select,
        int[] units,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand($"{select} WHERE unit_id = ANY($1)", connection)
        {
            Parameters = { new() { Value = units } },
        };
        var rows = new RollupChange();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(
                reader.GetInt32(0),
                reader.GetFieldValue<DateOnly>(1),
                Figures.Parse(reader.GetFieldValue<byte[]>(2))
            );
        return rows;
    }
}
