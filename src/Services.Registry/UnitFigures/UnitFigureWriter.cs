using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Registry.Units;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.UnitFigures;

/// <summary>Writes reference figures with their events, each call in one transaction.</summary>
public sealed class UnitFigureWriter(RegistryDbContext db, TimeProvider clock)
{
    /// <summary>Writes what can be written of the rows and says what became of each, in order.</summary>
    public async Task<IReadOnlyList<Outcome<UnitFigure>>> WriteAsync(
        IReadOnlyList<UnitFigureRow> rows,
        Caller caller,
        bool dryRun,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(caller);
        await using var transaction = db.Database.CurrentTransaction is null
            ? await db.Database.BeginTransactionAsync(cancellationToken)
            : null;
        await db.HoldTreeAsync(cancellationToken);
        var units = new Dictionary<(string Code, DateOnly Day), UnitAt>();
        foreach (var day in rows.GroupBy(DayOf))
        foreach (
            var (code, unit) in await db.UnitsByCodeAsync(day.Select(row => row.UnitCode), day.Key, cancellationToken)
        )
            units[(code, day.Key)] = unit;
        var outcomes = new Outcome<UnitFigure>[rows.Count];
        var good = new Dictionary<FigureKey, UnitFigureRow>();
        for (var index = 0; index < rows.Count; index++)
            if (Judge(rows[index]) is { } refusal)
                outcomes[index] = refusal;

        var (changed, standing) = await UpsertAsync(good, caller, cancellationToken);
        for (var index = 0; index < rows.Count; index++)
            // The first row that names a figure is the one that changed it.
            if (outcomes[index] is null)
                outcomes[index] = new(standing[KeyOf(rows[index])], changed.Remove(KeyOf(rows[index])), null);
        if (!dryRun && transaction is not null)
            await transaction.CommitAsync(cancellationToken);
        return outcomes;

        DateOnly DayOf(UnitFigureRow row) => row.AsOf ?? clock.Today();

        FigureKey KeyOf(UnitFigureRow row) => new(units[(row.UnitCode, DayOf(row))].Id, row.Figure, row.ValidFrom);

        Refusal? Judge(UnitFigureRow row)
        {
            if (!units.TryGetValue((row.UnitCode, DayOf(row)), out var unit))
                return new Refusal(UnitFigureProblems.UnitUnknown, "unitCode", row.UnitCode, DayOf(row));
            if (!caller.MayTouch(unit.Path))
                return new Refusal(CommonProblems.UnitOutOfScope, "unitCode", row.UnitCode);
            if (!good.TryAdd(KeyOf(row), row) && Content(good[KeyOf(row)]) != Content(row))
                return new Refusal(UnitFigureProblems.RowRepeated, "");
            return null;
        }

        static (long, string) Content(UnitFigureRow row) => (row.Value, row.Source);
    }

    /// <returns>The keys of what was written, and all of them as they stand now.</returns>
    private async Task<(HashSet<FigureKey> Changed, Dictionary<FigureKey, UnitFigure> Standing)> UpsertAsync(
        Dictionary<FigureKey, UnitFigureRow> rows,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        // Always in the order of keys, so that two imports never wait for each other in a circle.
        var sorted = rows.OrderBy(row => row.Key.UnitId)
            .ThenBy(row => row.Key.Figure, StringComparer.Ordinal)
            .ThenBy(row => row.Key.ValidFrom)
            .ToArray();
        var ids = Array.ConvertAll(sorted, row => row.Key.UnitId);
        var changed = await db
            .Database.SqlQuery<FigureKey>(
                $"""
                INSERT INTO unit_figures AS known
                    (unit_id, figure, valid_from, version, value, source, recorded_by, recorded_at)
                SELECT unit_id, figure, valid_from, 1, value, source, {caller.ClientId}, {clock.GetUtcNow()}
                FROM unnest(
                    {ids},
                    {Array.ConvertAll(sorted, row => row.Key.Figure)},
                    {Array.ConvertAll(sorted, row => row.Key.ValidFrom)},
                    {Array.ConvertAll(sorted, row => row.Value.Value)},
                    {Array.ConvertAll(sorted, row => row.Value.Source)}
                ) AS row (unit_id, figure, valid_from, value, source)
                ON CONFLICT (unit_id, figure, valid_from) DO UPDATE SET
                    version = known.version + 1, value = excluded.value, source = excluded.source,
                    recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at
                WHERE (known.value, known.source) <> (excluded.value, excluded.source)
                RETURNING unit_id AS "UnitId", figure AS "Figure", valid_from AS "ValidFrom"
                """
            )
            .ToListAsync(cancellationToken);
        var read = await db
            .UnitFigures.AsNoTracking()
            .Where(figure => ids.Contains(figure.UnitId))
            .ToListAsync(cancellationToken);
        var standing = read.ToDictionary(figure => new FigureKey(figure.UnitId, figure.Figure, figure.ValidFrom));
        var paths = await db.UnitsAtAsync(
            [.. changed.Select(key => key.UnitId).Distinct()],
            clock.Today(),
            cancellationToken
        );
        var facts = changed.Select(key => (standing[key].ToFact(), paths[key.UnitId].Path));
        db.Outbox.AddRange(RegistryEvents.Figures(facts, clock.GetUtcNow()));
        await db.SaveChangesAsync(cancellationToken);
        return ([.. changed], standing);
    }

    private sealed record FigureKey(int UnitId, string Figure, DateOnly ValidFrom);
}
