using System.Runtime.CompilerServices;
using CongNgheSo.Services.Reporting.Facts;
using CongNgheSo.Services.Reporting.Rollups;
using Npgsql;

namespace CongNgheSo.Services.Reporting.TotalsChecks;

/// <summary>A figure that is not what the facts say.</summary>
internal readonly record struct FoundDifference(
    int UnitId,
    bool IsMonth,
    DateOnly Day,
    string Indicator,
    long Kept,
    long Recomputed
);

/// <summary>Some units further.</summary>
/// <param name="UnitsDone">How many are done.</param>
/// <param name="Differences">What was found among those that were done in this step.</param>
internal sealed record WalkStep(int UnitsDone, IReadOnlyList<FoundDifference> Differences);

/// <summary>
/// Works out every unit's totals from the facts and compares them with those that are kept, all as of one moment: in one
/// snapshot, which locks nothing. Branch after branch of the tree: a unit's totals are in memory from the first fact below it
/// to the last.
/// </summary>
internal sealed class TotalsWalk
{
    private const int UnitsAStep = 100;

    private readonly NpgsqlConnection connection;
    private readonly Tree tree = new();
    private readonly RollupChange recomputed = new();

    /// <summary>How many units below, and itself, each still waits for.</summary>
    private readonly Dictionary<int, int> waiting = [];
    private int[] order = [];

    private TotalsWalk(NpgsqlConnection connection) => this.connection = connection;

    /// <summary>The generation of the tree in the snapshot.</summary>
    public long Generation { get; private set; }

    public int UnitsTotal => order.Length;

    /// <summary>Begins. Needs a transaction whose statements all see the same.</summary>
    public static async Task<TotalsWalk> StartAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var walk = new TotalsWalk(connection)
        {
            Generation = await RollupLock.ReadGenerationAsync(connection, cancellationToken),
        };
        var units = await WalkStatements.ReadUnitsAsync(connection, cancellationToken);
        await walk.tree.ReadAsync(connection, units, cancellationToken);
        walk.order = walk.BranchByBranch(units);
        foreach (var unit in walk.order)
        foreach (var above in walk.Above(unit))
            walk.waiting[above] = walk.waiting.GetValueOrDefault(above) + 1;
        return walk;
    }

    public async IAsyncEnumerable<WalkStep> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var done = 0;
        foreach (var units in order.Chunk(UnitsAStep))
        {
            var own = await WalkStatements.ReadFactsAsync(connection, units, cancellationToken);
            var complete = new List<int>();
            foreach (var unit in units)
            {
                recomputed.AddTo(tree.Above(unit), own.Take(unit));
                foreach (var above in Above(unit))
                    if (--waiting[above] == 0)
                        complete.Add(above);
            }
            var (days, months) = await WalkStatements.ReadKeptAsync(connection, [.. complete], cancellationToken);
            var differences = new List<FoundDifference>();
            foreach (var unit in complete)
            {
                var right = recomputed.Take(unit);
                Compare(unit, isMonth: false, days[unit], right, differences);
                if (!tree.IsVillage(unit))
                    Compare(unit, isMonth: true, months[unit], ByMonth(unit, right), differences);
            }
            yield return new WalkStep(done += complete.Count, differences);
        }
    }

    private IEnumerable<int> Above(int unit) => tree.Above(unit).Select(above => above.UnitId).Distinct();

    private static IReadOnlyDictionary<DateOnly, Figures> ByMonth(int unit, IReadOnlyDictionary<DateOnly, Figures> days)
    {
        var change = new RollupChange();
        foreach (var (day, figures) in days)
            change.Add(unit, day, figures);
        return change.ByMonth(_ => true)[unit];
    }

    private static void Compare(
        int unit,
        bool isMonth,
        IReadOnlyDictionary<DateOnly, Figures> kept,
        IReadOnlyDictionary<DateOnly, Figures> right,
        List<FoundDifference> differences
    )
    {
        foreach (var day in kept.Keys.Union(right.Keys).Order())
        {
            var (stands, should) = (kept.GetValueOrDefault(day) ?? [], right.GetValueOrDefault(day) ?? []);
            foreach (var code in stands.Keys.Union(should.Keys).Order(StringComparer.Ordinal))
            {
                var (value, expected) = (stands.GetValueOrDefault(code), should.GetValueOrDefault(code));
                if (value != expected)
                    differences.Add(new FoundDifference(unit, isMonth, day, code, value, expected));
            }
        }
    }

    /// <summary>The units in such an order that those below one stand together, as far as the tree of last allows.</summary>
    private int[] BranchByBranch(IReadOnlyList<int> units)
    {
        var below = units
            .Where(unit => tree.ParentsOf(unit) is not [])
            .ToLookup(unit => tree.ParentsOf(unit)[^1].UnitId);
        var (sorted, seen) = (new List<int>(units.Count), new HashSet<int>());
        // Roots first; what goes round in a circle has none and comes last.
        foreach (var start in units.OrderBy(unit => tree.ParentsOf(unit) is not []))
        {
            var open = new Stack<int>([start]);
            while (open.TryPop(out var unit))
                if (seen.Add(unit))
                {
                    sorted.Add(unit);
                    foreach (var child in below[unit])
                        open.Push(child);
                }
        }
        return [.. sorted];
    }
}
