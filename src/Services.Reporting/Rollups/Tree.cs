using Npgsql;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>A unit that stands above another, or is it, from one day up to, but not including, another.</summary>
internal readonly record struct Ancestor(int UnitId, DateOnly From, DateOnly To);

/// <summary>
/// Who stood above whom, and when, for the units read so far. Before its first placement a unit hangs where it hung
/// first, after its last where it hung last: nobody's work falls out of the nation's total.
/// </summary>
internal sealed class Tree
{
    /// <summary>
    /// The tree has five levels, and what ended hangs under what took its place; who climbs higher than this goes round in
    /// a circle.
    /// </summary>
    private const int MaxLevels = 32;

    /// <summary>The lowest level of units.</summary>
    public const int VillageLevel = 4;

    private readonly Dictionary<int, Ancestor[]> parents = [];
    private readonly Dictionary<int, Ancestor[]> climbed = [];
    private readonly HashSet<int> villages = [];

    /// <summary>Reads what is not here yet of <paramref name="units"/> and all that ever stood above them.</summary>
    public async Task ReadAsync(
        NpgsqlConnection connection,
        IEnumerable<int> units,
        CancellationToken cancellationToken
    )
    {
        var missing = units.Where(unit => !parents.ContainsKey(unit)).Distinct().ToArray();
        if (missing.Length == 0)
            return;
        await using var command = new NpgsqlCommand(
            """
            WITH RECURSIVE up AS (
                SELECT unnest($1) AS unit_id
                UNION
                SELECT placement.parent_id FROM up JOIN unit_placements AS placement USING (unit_id)
            )
            SELECT unit_id, parent_id, placed.valid_from, coalesce(level, 0)
            FROM up LEFT JOIN unit_placements AS placed USING (unit_id) LEFT JOIN units ON units.id = unit_id
            ORDER BY unit_id, placed.valid_from
            """,
            connection
        )
        {
            Parameters = { new() { Value = missing } },
        };
        var rows = new List<(int UnitId, int ParentId, DateOnly From)>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken))
            {
                if (reader.GetInt32(3) == VillageLevel)
                    villages.Add(reader.GetInt32(0));
                if (!reader.IsDBNull(1))
                    rows.Add((reader.GetInt32(0), reader.GetInt32(1), reader.GetFieldValue<DateOnly>(2)));
            }
        foreach (var placements in rows.GroupBy(row => row.UnitId, row => (row.ParentId, row.From)))
            parents[placements.Key] = Bridge([.. placements]);
        // Also known: that they hang nowhere.
        foreach (var unit in missing)
            parents.TryAdd(unit, []);
    }

    /// <summary>The unit's parents, each with its days, oldest first; all days are covered where there are any.</summary>
    public Ancestor[] ParentsOf(int unit) => parents.GetValueOrDefault(unit, []);

    /// <summary>True for a unit that is known and of the lowest level, which has days and no months.</summary>
    public bool IsVillage(int unit) => villages.Contains(unit);

    /// <summary>Hangs the unit elsewhere.</summary>
    public void Place(int unit, Ancestor[] newParents)
    {
        parents[unit] = newParents;
        climbed.Clear();
    }

    /// <summary>Takes over the units that only <paramref name="other"/> has read.</summary>
    public void Complete(Tree other)
    {
        foreach (var (unit, above) in other.parents)
            parents.TryAdd(unit, above);
        villages.UnionWith(other.villages);
        climbed.Clear();
    }

    /// <summary>The unit itself and all that ever stood above it, each with its days.</summary>
    public Ancestor[] Above(int unit)
    {
        if (!climbed.TryGetValue(unit, out var above))
        {
            var path = new List<Ancestor>();
            Climb(new Ancestor(unit, DateOnly.MinValue, DateOnly.MaxValue), path, levels: 1);
            climbed.Add(unit, above = [.. path]);
        }
        return above;
    }

    private void Climb(Ancestor unit, List<Ancestor> path, int levels)
    {
        if (levels > MaxLevels)
            throw new InvalidDataException($"Unit {unit.UnitId} stands above itself.");
        path.Add(unit);
        foreach (var parent in ParentsOf(unit.UnitId))
        {
            var from = parent.From > unit.From ? parent.From : unit.From;
            var to = parent.To < unit.To ? parent.To : unit.To;
            if (from < to)
                Climb(new Ancestor(parent.UnitId, from, to), path, levels + 1);
        }
    }

    /// <summary>From placements as stored, oldest first, to parents for all days, without gaps.</summary>
    private static Ancestor[] Bridge((int ParentId, DateOnly From)[] placements) =>
        [
            .. placements.Select(
                (placement, index) =>
                    new Ancestor(
                        placement.ParentId,
                        index == 0 ? DateOnly.MinValue : placement.From,
                        index == placements.Length - 1 ? DateOnly.MaxValue : placements[index + 1].From
                    )
            ),
        ];
}
