using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Topics;

internal static class ProvinceStandings
{
    /// <summary>
    /// Code of the province in which each unit stands on a day. One that has ended hangs under its heir, so that a province
    /// that was merged stands in the one that took it in.
    /// </summary>
    public static async Task<Dictionary<int, string>> ProvincesOfAsync(
        this ActivityDbContext db,
        int[] unitIds,
        DateOnly day,
        CancellationToken cancellationToken
    )
    {
        if (unitIds.Length == 0)
            return [];
        var standings = await db
            .Database.SqlQuery<Standing>(
                $"""
                WITH RECURSIVE up AS (
                    SELECT id AS unit_id, id, code, 0 AS steps FROM units WHERE id = ANY({unitIds}) AND level > 0
                    UNION ALL
                    SELECT up.unit_id, parent.id, parent.code, steps + 1
                    FROM up
                    JOIN unit_placements AS placed ON placed.unit_id = up.id
                        AND placed.valid_from <= {day} AND coalesce(placed.valid_to, 'infinity') > {day}
                    JOIN units AS parent ON parent.id = placed.parent_id AND parent.level > 0
                )
                SELECT DISTINCT ON (unit_id) unit_id AS "UnitId", code AS "Province" FROM up
                ORDER BY unit_id, steps DESC
                """
            )
            .ToListAsync(cancellationToken);
        return standings.ToDictionary(standing => standing.UnitId, standing => standing.Province);
    }

    private sealed record Standing(int UnitId, string Province);
}
