using CongNgheSo.Services.Reporting.Facts;
using Npgsql;
using NpgsqlTypes;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>What a transaction changes in the totals, merged before anything is written.</summary>
internal sealed class RollupChange
{
    private readonly Dictionary<(int UnitId, DateOnly Day), Figures> rows = [];

    public void Add(int unitId, DateOnly day, Figures figures, int sign = 1)
    {
        if (!rows.TryGetValue((unitId, day), out var sum))
            rows.Add((unitId, day), sum = []);
        sum.Add(figures, sign);
    }

    /// <summary>Adds each row to its unit and to every unit above it on that day, and writes the sums.</summary>
    public async Task ApplyToAncestorsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var leaves = rows.Where(row => !row.Value.IsZero).ToArray();
        var change = new RollupChange();
        await foreach (
            var (leaf, day, ancestor) in Ancestors.ReadAsync(
                connection,
                [.. leaves.Select(row => row.Key)],
                cancellationToken
            )
        )
            change.Add(ancestor, day, rows[(leaf, day)]);
        await change.WriteAsync(connection, cancellationToken);
    }

    /// <summary>Adds each row to the totals of its own unit only.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // In one order always, so that two writers could never wait for each other in a circle.
        var changed = rows.Where(row => !row.Value.IsZero).OrderBy(row => row.Key).ToArray();
        if (changed.Length == 0)
            return;
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO unit_days AS total (unit_id, day, figures)
            SELECT * FROM unnest($1, $2, $3)
            ON CONFLICT (unit_id, day) DO UPDATE SET figures = add_figures(total.figures, excluded.figures)
            """,
            connection
        )
        {
            Parameters =
            {
                new() { Value = Array.ConvertAll(changed, row => row.Key.UnitId) },
                new() { Value = Array.ConvertAll(changed, row => row.Key.Day) },
                new()
                {
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
                    Value = Array.ConvertAll(changed, row => row.Value.ToJson()),
                },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
