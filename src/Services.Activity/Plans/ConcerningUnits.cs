using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Plans;

/// <summary>Whose plans a unit has to do with.</summary>
internal static class ConcerningUnits
{
    /// <summary>
    /// Surrogate ids of the unit, of those that it is the heir of, and of all that stand above one of them on the day; also
    /// of what stood above them until it ended, because a plan outlives a reorganization until somebody ends it. To be
    /// composed over.
    /// </summary>
    public static IQueryable<int> Of(ActivityDbContext db, int unitId, DateOnly day) =>
        db.Database.SqlQuery<int>(
            $"""
            WITH RECURSIVE own AS (
                SELECT id, level FROM units WHERE id = {unitId}
                UNION
                -- An heir is of its predecessor's level or below; parents stand higher.
                SELECT ended.id, ended.level
                FROM own
                JOIN unit_placements AS placed ON placed.parent_id = own.id
                    AND placed.valid_from <= {day} AND coalesce(placed.valid_to, 'infinity') > {day}
                JOIN units AS ended ON ended.id = placed.unit_id
                    AND ended.valid_to <= {day} AND ended.level <= own.level
            ), up AS (
                SELECT id, '-infinity'::date AS since, 'infinity'::date AS until FROM own
                UNION
                SELECT placed.parent_id, greatest(up.since, placed.valid_from),
                    least(up.until, coalesce(placed.valid_to, 'infinity'))
                FROM up JOIN unit_placements AS placed ON placed.unit_id = up.id
                WHERE greatest(up.since, placed.valid_from) < least(up.until, coalesce(placed.valid_to, 'infinity'))
            )
            SELECT DISTINCT id AS "Value" FROM up JOIN units USING (id)
            WHERE (up.since <= {day} AND up.until > {day}) OR (units.valid_to <= {day} AND up.until >= units.valid_to)
            """
        );
}
