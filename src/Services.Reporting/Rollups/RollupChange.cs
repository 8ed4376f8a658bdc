using CongNgheSo.Contracts;
using CongNgheSo.Services.Reporting.Facts;
using Npgsql;
using NpgsqlTypes;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>What a transaction changes in the totals, merged before anything is written.</summary>
internal sealed class RollupChange
{
    private readonly Dictionary<(int UnitId, DateOnly Day), Figures> rows = [];

    public IEnumerable<int> Units => rows.Keys.Select(row => row.UnitId);

    public void Add(int unitId, DateOnly day, Figures figures, int sign = 1)
    {
        foreach (var (code, value) in figures)
            Add(unitId, day, code, sign * value);
    }

    /// <summary>
    /// The same change for each unit and all above it. A flow counts for those that stood above on its day. A stock
    /// counts from its day on, and moves: out of a unit on the day that it no longer stands above, into the one that does.
    /// </summary>
    public RollupChange WithAncestors(ILookup<int, Ancestor> ancestry)
    {
        var change = new RollupChange();
        foreach (var ((unit, day), figures) in rows)
        foreach (var ancestor in ancestry[unit].Where(ancestor => day < ancestor.To))
        foreach (var (code, value) in figures)
            if (ancestor.From <= day)
                change.Add(ancestor.UnitId, day, code, value, leavesOn: ancestor.To);
            else if (IndicatorCodes.Stocks.Contains(code))
                change.Add(ancestor.UnitId, ancestor.From, code, value, leavesOn: ancestor.To);
        return change;
    }

    /// <summary>Takes away what <paramref name="other"/> adds.</summary>
    public void Subtract(RollupChange other)
    {
        foreach (var ((unit, day), figures) in other.rows)
            Add(unit, day, figures, sign: -1);
    }

    /// <summary>Adds each row to the totals of its unit and day.</summary>
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

    private void Add(int unitId, DateOnly day, string code, long value, DateOnly leavesOn)
    {
        Add(unitId, day, code, value);
        if (IndicatorCodes.Stocks.Contains(code) && leavesOn < DateOnly.MaxValue)
            Add(unitId, leavesOn, code, -value);
    }

    private void Add(int unitId, DateOnly day, string code, long value)
    {
        if (!rows.TryGetValue((unitId, day), out var sum))
            rows.Add((unitId, day), sum = []);
        sum[code] = sum.GetValueOrDefault(code) + value;
    }
}
