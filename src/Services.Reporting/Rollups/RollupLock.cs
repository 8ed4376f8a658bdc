using Npgsql;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>
/// One writer of totals at a time, over all replicas. Every fact touches the nation's row of its day, so writers would
/// wait for each other anyway; waiting here instead rules out deadlocks and lost differences.
/// </summary>
internal static class RollupLock
{
    private const long Key = 0x726f6c6c7570; // "rollup"

    /// <summary>Waits for the lock; the end of the transaction gives it back.</summary>
    public static async Task TakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", connection)
        {
            Parameters = { new() { Value = Key } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
