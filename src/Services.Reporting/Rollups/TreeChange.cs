using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Reporting.Facts;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>
/// Takes over units and moves totals along with them. A unit's own total holds all that stands below it, day by day, so
/// moving a province reads that province's days only: they are taken from the units that stood above it before, and
/// given to those that do now.
/// </summary>
public static class TreeChange
{
    /// <summary>Applies the facts that are newer than what is here. Needs a transaction.</summary>
    public static async Task ApplyAsync(
        ReportingDbContext db,
        IReadOnlyList<UnitFact> facts,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await RollupLock.TakeAsync(connection, cancellationToken);
        int[] units = [.. facts.Select(fact => fact.UnitId).Distinct()];
        var tree = new Tree();
        await tree.ReadAsync(connection, units, cancellationToken);
        await db.ApplyUnitsAsync(facts, cancellationToken);
        var newTree = new Tree();
        await newTree.ReadAsync(connection, units, cancellationToken);

        var moved = Array.FindAll(units, unit => !tree.ParentsOf(unit).SequenceEqual(newTree.ParentsOf(unit)));
        if (moved.Length == 0)
            return;
        await RollupLock.AdvanceTreeAsync(connection, cancellationToken);
        tree.Complete(newTree);
        var totals = await ReadDaysAsync(connection, moved, cancellationToken);
        var change = new RollupChange();
        // One after another, each seeing what those before it brought: a commune may move together with its villages.
        foreach (var unit in moved)
        {
            var delta = new RollupChange();
            delta.AddTo(tree.Above(unit).Skip(1), totals[unit], sign: -1);
            tree.Place(unit, newTree.ParentsOf(unit));
            delta.AddTo(tree.Above(unit).Skip(1), totals[unit]);
            totals.Add(delta);
            change.Add(delta);
        }
        await KeptRows.AddAsync(connection, change, tree, cancellationToken);
        await ForgetMonthsOfVillagesAsync(connection, moved, cancellationToken);
    }

    /// <summary>Until a unit is known it may be of any level, and has months.</summary>
    private static async Task ForgetMonthsOfVillagesAsync(
        NpgsqlConnection connection,
        int[] units,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            "DELETE FROM unit_months USING units WHERE unit_id = ANY($1) AND units.id = unit_id AND level = $2",
            connection
        )
        {
            Parameters =
            {
                new() { Value = units },
                new() { Value = Tree.VillageLevel },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<RollupChange> ReadDaysAsync(
        NpgsqlConnection connection,
        int[] units,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            "SELECT unit_id, day, figures FROM unit_days WHERE unit_id = ANY($1)",
            connection
        )
        {
            Parameters = { new() { Value = units } },
        };
        var days = new RollupChange();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            days.Add(
                reader.GetInt32(0),
                reader.GetFieldValue<DateOnly>(1),
                Figures.Parse(reader.GetFieldValue<byte[]>(2))
            );
        return days;
    }
}
