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
        await RollupLock.TakeAsync(connection, cancellationToken);
        var below = await ReadBelowAsync(connection, [.. units.Select(unit => unit.UnitId)], cancellationToken);
        var before = below.WithAncestors(await Ancestry.ReadAsync(connection, below.Units, cancellationToken));
        await db.ApplyUnitsAsync(units, cancellationToken);
        var change = below.WithAncestors(await Ancestry.ReadAsync(connection, below.Units, cancellationToken));
        change.Subtract(before);
        await change.WriteAsync(connection, cancellationToken);
    }

    /// <summary>All facts at or below <paramref name="units"/>, whenever they stood there.</summary>
    private static async Task<RollupChange> ReadBelowAsync(
        NpgsqlConnection connection,
        int[] units,
        CancellationToken cancellationToken
    )
    {
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
        var facts = new RollupChange();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            facts.Add(reader.GetInt32(0), reader.GetFieldValue<DateOnly>(1), Figures.Parse(reader.GetString(2)));
        return facts;
    }
}
