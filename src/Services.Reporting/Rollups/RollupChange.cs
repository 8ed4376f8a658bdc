using CongNgheSo.Contracts;
using CongNgheSo.Services.Reporting.Facts;
using Npgsql;
using NpgsqlTypes;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>What a transaction changes in the totals, merged before anything is written.</summary>
internal sealed class RollupChange
{
    private static readonly Dictionary<DateOnly, Figures> NoDays = [];

    private readonly Dictionary<int, Dictionary<DateOnly, Figures>> rows = [];

    public IEnumerable<int> Units => rows.Keys;

    /// <summary>The unit's figures by day.</summary>
    public IReadOnlyDictionary<DateOnly, Figures> this[int unitId] => rows.GetValueOrDefault(unitId, NoDays);

    public void Add(int unitId, DateOnly day, Figures figures, int sign = 1)
    {
        var sum = Row(unitId, day);
        foreach (var (code, value) in figures)
            sum.Add(code, sign * value);
    }

    public void Add(RollupChange other)
    {
        foreach (var (unitId, days) in other.rows)
        foreach (var (day, figures) in days)
            Add(unitId, day, figures);
    }

    /// <summary>
    /// Adds a unit's days to each of <paramref name="ancestors"/>. A flow counts for those that stood above on its day.
    /// A stock counts from its day on, and moves: out of a unit on the day that it no longer stands above, into the one
    /// that does.
    /// </summary>
    public void AddTo(IEnumerable<Ancestor> ancestors, IReadOnlyDictionary<DateOnly, Figures> days, int sign = 1)
    {
        foreach (var ancestor in ancestors)
        foreach (var (day, figures) in days)
        {
            if (day >= ancestor.To)
                continue;
            foreach (var (code, value) in figures)
            {
                var isStock = IndicatorCodes.IsStock(code);
                if (day < ancestor.From && !isStock)
                    continue;
                Row(ancestor.UnitId, day < ancestor.From ? ancestor.From : day).Add(code, sign * value);
                if (isStock && ancestor.To < DateOnly.MaxValue)
                    Row(ancestor.UnitId, ancestor.To).Add(code, -sign * value);
            }
        }
    }

    /// <summary>Adds each row to the totals of its unit and day. Call with the lock held.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var changed = rows.SelectMany(unit => unit.Value, (unit, day) => (UnitId: unit.Key, Day: day.Key, day.Value))
            .Where(row => !row.Value.IsZero)
            .OrderBy(row => (row.UnitId, row.Day))
            .ToArray();
        if (changed.Length == 0)
            return;
        var units = Array.ConvertAll(changed, row => row.UnitId);
        var days = Array.ConvertAll(changed, row => row.Day);
        // Added here, under the lock: taking JSON apart in the database costs more than the journey.
        await using var read = new NpgsqlCommand(
            """
            SELECT unit_id, day, figures FROM unnest($1, $2) AS changed (unit_id, day)
            JOIN unit_days USING (unit_id, day)
            """,
            connection
        )
        {
            Parameters =
            {
                new() { Value = units },
                new() { Value = days },
            },
        };
        await using (var reader = await read.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken))
                Add(
                    reader.GetInt32(0),
                    reader.GetFieldValue<DateOnly>(1),
                    Figures.Parse(reader.GetFieldValue<byte[]>(2))
                );
        await using var write = new NpgsqlCommand(
            """
            INSERT INTO unit_days (unit_id, day, figures) SELECT * FROM unnest($1, $2, $3)
            ON CONFLICT (unit_id, day) DO UPDATE SET figures = excluded.figures
            """,
            connection
        )
        {
            Parameters =
            {
                new() { Value = units },
                new() { Value = days },
                new()
                {
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
                    Value = Array.ConvertAll(changed, row => row.Value.ToJson()),
                },
            },
        };
        await write.ExecuteNonQueryAsync(cancellationToken);
    }

    private Figures Row(int unitId, DateOnly day)
    {
        if (!rows.TryGetValue(unitId, out var days))
            rows.Add(unitId, days = []);
        if (!days.TryGetValue(day, out var figures))
            days.Add(day, figures = []);
        return figures;
    }
}
