using CongNgheSo.Services.Reporting.Facts;
using Npgsql;
using NpgsqlTypes;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>Adds changes to the totals that are kept, by day and by month, in two round trips.</summary>
internal static class KeptRows
{
    private static readonly (string Table, string Day)[] Tables = [("unit_days", "day"), ("unit_months", "month")];

    /// <summary>Adds to the days of units, and to the months of all that are no villages. Call with the lock held.</summary>
    /// <param name="connection">The transaction's.</param>
    /// <param name="days">What is to be added, by day.</param>
    /// <param name="tree">Knows which of the units are villages.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task AddAsync(
        NpgsqlConnection connection,
        RollupChange days,
        Tree tree,
        CancellationToken cancellationToken
    ) => AddAsync(connection, days, days.ByMonth(unit => !tree.IsVillage(unit)), cancellationToken);

    /// <summary>Adds to days and months, each by itself.</summary>
    public static async Task AddAsync(
        NpgsqlConnection connection,
        RollupChange days,
        RollupChange months,
        CancellationToken cancellationToken
    )
    {
        RollupChange[] changes = [days, months];
        var changed = Array.ConvertAll(changes, change => change.Rows().Where(row => !row.Figures.IsZero).ToArray());
        if (changed.All(rows => rows.Length == 0))
            return;
        // Added here, under the lock: taking JSON apart in the database costs more than the journey.
        await using (var read = new NpgsqlBatch(connection))
        {
            foreach (var ((table, day), rows) in Tables.Zip(changed))
                read.BatchCommands.Add(
                    new NpgsqlBatchCommand(
                        $"""
                        SELECT unit_id, {day}, figures FROM unnest($1, $2) AS changed (unit_id, {day})
                        JOIN {table} USING (unit_id, {day})
                        """
                    )
                    {
                        Parameters =
                        {
                            new() { Value = Array.ConvertAll(rows, row => row.UnitId) },
                            new() { Value = Array.ConvertAll(rows, row => row.Day) },
                        },
                    }
                );
            await using var reader = await read.ExecuteReaderAsync(cancellationToken);
            foreach (var change in changes)
            {
                while (await reader.ReadAsync(cancellationToken))
                    change.Add(
                        reader.GetInt32(0),
                        reader.GetFieldValue<DateOnly>(1),
                        Figures.Parse(reader.GetFieldValue<byte[]>(2))
                    );
                await reader.NextResultAsync(cancellationToken);
            }
        }
        await using var write = new NpgsqlBatch(connection);
        foreach (var ((table, day), rows) in Tables.Zip(changed))
            write.BatchCommands.Add(
                new NpgsqlBatchCommand(
                    $"""
                    INSERT INTO {table} (unit_id, {day}, figures) SELECT * FROM unnest($1, $2, $3)
                    ON CONFLICT (unit_id, {day}) DO UPDATE SET figures = excluded.figures
                    """
                )
                {
                    Parameters =
                    {
                        new() { Value = Array.ConvertAll(rows, row => row.UnitId) },
                        new() { Value = Array.ConvertAll(rows, row => row.Day) },
                        new()
                        {
                            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
                            Value = Array.ConvertAll(rows, row => row.Figures.ToJson()),
                        },
                    },
                }
            );
        await write.ExecuteNonQueryAsync(cancellationToken);
    }
}
