using CongNgheSo.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.ServiceDefaults.RegistryCopies;

/// <summary>A reference figure of a unit on a day.</summary>
/// <param name="Value">The figure; null where it is not known.</param>
/// <param name="ValidFrom">The day from which it was given; null where it is a sum, or not known.</param>
/// <param name="Missing">
/// Codes of the units right below whose figures are missing for the sum, in order; empty where the figure is known, and
/// where nothing is below.
/// </param>
public sealed record KnownFigure(long? Value, DateOnly? ValidFrom, IReadOnlyList<string> Missing);

/// <summary>
/// Reads the reference figures of units: the latest given one that holds on the day; where none does, the sum of those of
/// the units right below, each given or summed in its turn, where all of them are known.
/// </summary>
public static class KnownFigures
{
    /// <summary>The figure of each of these units, by surrogate id.</summary>
    /// <param name="db">A database with <c>units</c>, <c>unit_placements</c> and <c>unit_figures</c>.</param>
    /// <param name="unitIds">The units.</param>
    /// <param name="figure">Code of the figure.</param>
    /// <param name="asOf">The day of the figures and of the tree.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Dictionary<int, KnownFigure>> FiguresAsync(
        this ServiceDbContext db,
        IReadOnlyCollection<int> unitIds,
        string figure,
        DateOnly asOf,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(unitIds);
        // Nobody looks below a unit whose own figure is given. What has ended hangs under its heir and is not below it.
        var rows = await db
            .Database.SqlQuery<FigureRow>(
                $"""
                WITH RECURSIVE down AS (
                    SELECT id, code, 0 AS parent_id, given.value, given.valid_from
                    FROM units LEFT JOIN LATERAL (
                        SELECT value, valid_from FROM unit_figures
                        WHERE unit_id = units.id AND figure = {figure} AND valid_from <= {asOf}
                        ORDER BY valid_from DESC LIMIT 1
                    ) AS given ON true
                    WHERE id = ANY({unitIds.ToArray()})
                    UNION ALL
                    SELECT below.id, below.code, down.id, given.value, given.valid_from
                    FROM down
                    JOIN unit_placements AS placed ON placed.parent_id = down.id
                        AND placed.valid_from <= {asOf} AND coalesce(placed.valid_to, 'infinity') > {asOf}
                    JOIN units AS below ON below.id = placed.unit_id
                        AND below.valid_from <= {asOf} AND coalesce(below.valid_to, 'infinity') > {asOf}
                    LEFT JOIN LATERAL (
                        SELECT value, valid_from FROM unit_figures
                        WHERE unit_id = below.id AND figure = {figure} AND valid_from <= {asOf}
                        ORDER BY valid_from DESC LIMIT 1
                    ) AS given ON true
                    WHERE down.value IS NULL
                )
                SELECT id AS "Id", code AS "Code", parent_id AS "ParentId", value AS "Value", valid_from AS "ValidFrom"
                FROM down
                """
            )
            .ToListAsync(cancellationToken);
        var below = rows.Where(row => row.ParentId != 0).ToLookup(row => row.ParentId);
        var known = new Dictionary<int, KnownFigure>();
        foreach (var row in rows)
            Know(row);
        return unitIds
            .Distinct()
            .ToDictionary(unit => unit, unit => known.GetValueOrDefault(unit, new KnownFigure(null, null, [])));

        KnownFigure Know(FigureRow row)
        {
            if (known.TryGetValue(row.Id, out var already))
                return already;
            if (row.Value is not null)
                return known[row.Id] = new KnownFigure(row.Value, row.ValidFrom, []);
            // A unit may be asked for beside one that stands above it: each of its children then came twice.
            var children = below[row.Id].DistinctBy(child => child.Id).ToList();
            var missing = children.Where(child => Know(child).Value is null).Select(child => child.Code);
            var codes = missing.Order(StringComparer.Ordinal).ToList();
            long? sum = children.Count > 0 && codes.Count == 0 ? children.Sum(child => known[child.Id].Value) : null;
            return known[row.Id] = new KnownFigure(sum, null, codes);
        }
    }

    private sealed record FigureRow(int Id, string Code, int ParentId, long? Value, DateOnly? ValidFrom);
}
