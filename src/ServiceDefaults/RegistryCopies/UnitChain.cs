using CongNgheSo.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.ServiceDefaults.RegistryCopies;

/// <summary>A unit on the way up.</summary>
/// <param name="Id">Surrogate id.</param>
/// <param name="Code">Its code.</param>
/// <param name="Level">0 nation, 1 province, 2 district, 3 commune, 4 village.</param>
/// <param name="FullName">Name with the type.</param>
public sealed record ChainUnit(int Id, string Code, int Level, string FullName);

/// <summary>
/// What stands for a unit on a day and everything above it, the lowest first. Whatever has ended is passed over for the
/// heir that it hangs under, so that a chain has as many levels as the tree of that day.
/// </summary>
public sealed class UnitChain
{
    private readonly List<ChainUnit> units;

    internal UnitChain(IEnumerable<ChainUnit> climbed)
    {
        var all = climbed.ToList();
        // Parents stand higher; an heir is of the same level, or of a lower one (a district that became a commune).
        units = [.. all.Where((unit, index) => index + 1 == all.Count || all[index + 1].Level < unit.Level)];
    }

    /// <summary>What stands for the unit itself.</summary>
    public ChainUnit Lowest => units[0];

    /// <summary>The province; null above the provinces.</summary>
    public ChainUnit? Province => units.Find(unit => unit.Level == 1);

    /// <summary>Codes from the nation down to the unit, joined by "/".</summary>
    public string Path => PathOf(Lowest);

    /// <summary>True where the unit of this surrogate id is in the chain.</summary>
    public bool Holds(int unitId) => units.Exists(unit => unit.Id == unitId);

    /// <summary>The unit of this level; where the chain has none, the next one above.</summary>
    public ChainUnit At(int level) => units.Find(unit => unit.Level <= level) ?? units[^1];

    /// <summary>The unit right above; null above the last.</summary>
    public ChainUnit? Above(ChainUnit unit) => units.ElementAtOrDefault(units.IndexOf(unit) + 1);

    /// <summary>Codes from the nation down to a unit of the chain, joined by "/".</summary>
    public string PathOf(ChainUnit unit) =>
        string.Join('/', units.Skip(units.IndexOf(unit)).Reverse().Select(above => above.Code));
}

/// <summary>A unit at or below another.</summary>
/// <param name="Id">Surrogate id.</param>
/// <param name="BranchLevel">
/// Level of the unit right below the other that it belongs to; null for what stands, or stood, in the other's own place.
/// </param>
public sealed record UnitBelow(int Id, int? BranchLevel);

/// <summary>Climbs and descends a service's copy of the tree.</summary>
public static class UnitChains
{
    /// <summary>
    /// The chains of units by surrogate id, as of a day; a unit that is not known has none. Where no placement holds on the
    /// day, the last one before it does: what ended without an heir stays where it hung.
    /// </summary>
    public static async Task<Dictionary<int, UnitChain>> ChainsAsync(
        this ServiceDbContext db,
        IEnumerable<int> unitIds,
        DateOnly asOf,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var climbed = await db
            .Database.SqlQuery<Step>(
                $"""
                WITH RECURSIVE up AS (
                    SELECT id AS unit_id, id, 0 AS height FROM units WHERE id = ANY({unitIds.Distinct().ToArray()})
                    UNION ALL
                    SELECT up.unit_id, placed.parent_id, height + 1
                    FROM up CROSS JOIN LATERAL (
                        SELECT parent_id FROM unit_placements
                        WHERE unit_id = up.id AND valid_from <= {asOf} AND (valid_to IS NULL OR valid_to > valid_from)
                        ORDER BY valid_from DESC LIMIT 1
                    ) AS placed
                    WHERE height < 32
                )
                SELECT up.unit_id AS "UnitId", up.height AS "Height", id AS "Id", code AS "Code", level AS "Level",
                    full_name AS "FullName"
                FROM up JOIN units USING (id)
                """
            )
            .ToListAsync(cancellationToken);
        return climbed
            .GroupBy(step => step.UnitId)
            .ToDictionary(
                steps => steps.Key,
                steps => new UnitChain(
                    steps
                        .OrderBy(step => step.Height)
                        .Select(step => new ChainUnit(step.Id, step.Code, step.Level, step.FullName))
                )
            );
    }

    /// <summary>A unit and all that hangs below it on a day, what ended under its heir included; to be composed over.</summary>
    public static IQueryable<UnitBelow> UnitsBelow(this ServiceDbContext db, int unitId, DateOnly asOf)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Database.SqlQuery<UnitBelow>(
            $"""
            WITH RECURSIVE down AS (
                SELECT id, level, NULL::integer AS branch_level FROM units WHERE id = {unitId}
                UNION ALL
                SELECT below.id, below.level,
                    coalesce(down.branch_level, CASE WHEN below.level > down.level THEN below.level END)
                FROM down
                JOIN unit_placements AS placed ON placed.parent_id = down.id AND placed.valid_from <= {asOf}
                    AND (placed.valid_to IS NULL OR placed.valid_to > placed.valid_from)
                    AND NOT EXISTS (
                        SELECT FROM unit_placements AS later
                        WHERE later.unit_id = placed.unit_id AND later.valid_from > placed.valid_from
                            AND later.valid_from <= {asOf} AND (later.valid_to IS NULL OR later.valid_to > later.valid_from)
                    )
                JOIN units AS below ON below.id = placed.unit_id
            )
            SELECT id AS "Id", branch_level AS "BranchLevel" FROM down
            """
        );
    }

    private sealed record Step(int UnitId, int Height, int Id, string Code, int Level, string FullName);
}
