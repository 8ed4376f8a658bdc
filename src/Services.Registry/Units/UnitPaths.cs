using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Units;

/// <summary>Paths of any number of units in one statement.</summary>
public static class UnitPaths
{
    /// <summary>
    /// The units that bear these codes on <paramref name="asOf"/>, by code; a code that no unit bears finds the one that is
    /// known by it too (<see cref="UnitAlias"/>).
    /// </summary>
    public static async Task<Dictionary<string, UnitAt>> UnitsByCodeAsync(
        this RegistryDbContext db,
        IEnumerable<string> codes,
        DateOnly asOf,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var wanted = codes.Distinct().ToArray();
        var ids = await db
            .Units.On(asOf)
            .Where(unit => wanted.Contains(unit.Code))
            .ToDictionaryAsync(unit => unit.Code, unit => unit.Id, cancellationToken);
        var missing = wanted.Where(code => !ids.ContainsKey(code)).ToArray();
        if (missing.Length > 0)
            foreach (
                var known in await (
                    from alias in db.UnitAliases
                    join unit in db.Units.On(asOf) on alias.Code equals unit.Code
                    where missing.Contains(alias.AliasCode) && alias.Name == unit.SearchKey
                    select new { alias.AliasCode, unit.Id }
                ).ToListAsync(cancellationToken)
            )
                ids[known.AliasCode] = known.Id;
        var units = await db.UnitsAtAsync([.. ids.Values.Distinct()], asOf, cancellationToken);
        return ids.ToDictionary(pair => pair.Key, pair => units[pair.Value]);
    }

    /// <summary>
    /// These units with their paths as of a day, by id. One that has ended shows the path of its heir; or, while it has
    /// none, the place where it hangs instead.
    /// </summary>
    public static async Task<Dictionary<int, UnitAt>> UnitsAtAsync(
        this RegistryDbContext db,
        IReadOnlyCollection<int> ids,
        DateOnly asOf,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.Count == 0)
            return [];
        // An heir is of its predecessor's level or below (a district that became a commune); parents stand higher.
        var units = await db
            .Database.SqlQuery<UnitAt>(
                $"""
                WITH RECURSIVE up AS (
                    SELECT id AS unit_id, id, code, level, id AS stands_in, '' AS below, 0 AS height
                    FROM units WHERE id = ANY({ids.ToArray()})
                    UNION ALL
                    SELECT up.unit_id, above.id, above.code, above.level,
                        CASE WHEN above.level >= up.level AND up.stands_in = up.id THEN above.id ELSE up.stands_in END,
                        CASE WHEN above.level >= up.level THEN up.below ELSE '/' || up.code || up.below END,
                        height + 1
                    FROM up
                    CROSS JOIN LATERAL (
                        SELECT parent_id FROM unit_placements
                        WHERE unit_id = up.id AND valid_from <= {asOf} AND (valid_to IS NULL OR valid_to > valid_from)
                        ORDER BY valid_from DESC LIMIT 1
                    ) AS placed
                    JOIN units AS above ON above.id = placed.parent_id
                ), root AS (
                    SELECT DISTINCT ON (unit_id) unit_id, stands_in, code || below AS path
                    FROM up ORDER BY unit_id, height DESC
                )
                SELECT units.id AS "Id", units.code AS "Code", level AS "Level", full_name AS "FullName",
                    path AS "Path", stands_in AS "StandsIn"
                FROM root JOIN units ON units.id = unit_id
                """
            )
            .ToListAsync(cancellationToken);
        return units.ToDictionary(unit => unit.Id);
    }
}
