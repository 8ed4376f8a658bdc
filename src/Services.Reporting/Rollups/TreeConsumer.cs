using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Messaging;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Reporting.Facts;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>
/// Keeps the copy of the tree, and moves totals along with it: what the facts below a changed unit gave to the units
/// above them before is taken away, and given to those that stand above them now.
/// </summary>
public sealed class TreeConsumer(ReportingDbContext db) : IConsumer<UnitsChanged>
{
    public Task Consume(ConsumeContext<UnitsChanged> context) =>
        db.ConsumeOnceAsync(context, "tree", ct => ApplyAsync(context.Message.Facts, ct));

    private async Task ApplyAsync(IReadOnlyList<UnitFact> units, CancellationToken cancellationToken)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var ids = units.Select(unit => unit.UnitId).ToArray();
        await RollupLock.TakeAsync(connection, cancellationToken);
        var below = await LeavesBelowAsync(connection, ids, cancellationToken);
        var change = new RollupChange();
        await AddAsync(change, below, sign: -1);
        await db.ApplyUnitsAsync(units, cancellationToken);
        await AddAsync(change, below, sign: 1);
        await change.WriteAsync(connection, cancellationToken);

        async Task AddAsync(RollupChange sum, Dictionary<(int, DateOnly), Figures> leaves, int sign)
        {
            await foreach (
                var (leaf, day, ancestor) in Ancestors.ReadAsync(connection, [.. leaves.Keys], cancellationToken)
            )
                sum.Add(ancestor, day, leaves[(leaf, day)], sign);
        }
    }

    /// <summary>The figures, by unit and day, of all facts at or below <paramref name="units"/> at any time.</summary>
    private static async Task<Dictionary<(int, DateOnly), Figures>> LeavesBelowAsync(
        NpgsqlConnection connection,
        int[] units,
        CancellationToken cancellationToken
    )
    {
        var leaves = new Dictionary<(int, DateOnly), Figures>();
        await using var command = new NpgsqlCommand(
            """
            WITH RECURSIVE below AS (
                SELECT unnest($1) AS unit_id
                UNION
                SELECT placement.unit_id FROM below JOIN unit_placements AS placement ON placement.parent_id = below.unit_id
            )
            SELECT unit_id, day, figures FROM facts JOIN below USING (unit_id)
            """,
            connection
        )
        {
            Parameters = { new() { Value = units } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var key = (reader.GetInt32(0), reader.GetFieldValue<DateOnly>(1));
            if (!leaves.TryGetValue(key, out var sum))
                leaves.Add(key, sum = []);
            sum.Add(Figures.Parse(reader.GetString(2)));
        }
        return leaves;
    }
}
