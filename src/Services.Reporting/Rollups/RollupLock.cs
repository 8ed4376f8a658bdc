using Npgsql;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>
/// One writer of totals at a time, over all replicas. Every fact touches the nation's row of its day, so writers would
/// wait for each other anyway; waiting here instead rules out deadlocks and lost differences. The locked row also counts
/// the tree's changes, so that whoever holds it knows whether what it remembers of the tree still stands.
/// </summary>
internal static class RollupLock
{
    /// <summary>Waits for the lock, which the end of the transaction gives back.</summary>
    /// <returns>The tree's generation.</returns>
    public static async Task<long> TakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT tree_generation FROM rollup_lock FOR UPDATE", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The tree's generation, without waiting for the lock.</summary>
    public static async Task<long> ReadGenerationAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT tree_generation FROM rollup_lock", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Tells all who come after that the tree is no longer the same. Call with the lock held.</summary>
    public static async Task AdvanceTreeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "UPDATE rollup_lock SET tree_generation = tree_generation + 1",
            connection
        );
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
