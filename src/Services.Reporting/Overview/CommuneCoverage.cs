using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Overview;

/// <summary>How many of a province's communes have a team.</summary>
/// <param name="Province">The province's code.</param>
/// <param name="Communes">Its communes on the day.</param>
/// <param name="Covered">Those with a team of their own or in one of their villages.</param>
internal sealed record CommuneCoverage(string Province, int Communes, int Covered)
{
    /// <summary>One row for each province that exists on <paramref name="day"/>.</summary>
    public static Task<List<CommuneCoverage>> ReadAsync(
        ReportingDbContext db,
        DateOnly day,
        CancellationToken cancellationToken
    ) =>
        db
            .Database.SqlQuery<CommuneCoverage>(
                $"""
                WITH RECURSIVE above AS (
                    -- From each commune up to its province, with or without a district between them.
                    SELECT id AS commune_id, id AS unit_id FROM units
                    WHERE level = 3 AND valid_from <= {day} AND coalesce(valid_to > {day}, true)
                    UNION ALL
                    SELECT above.commune_id, placed.parent_id FROM above JOIN unit_placements AS placed USING (unit_id)
                    WHERE placed.valid_from <= {day} AND coalesce(placed.valid_to > {day}, true)
                ), served AS MATERIALIZED (
                    SELECT unit_id FROM teams
                    WHERE established_on <= {day} AND coalesce(dissolved_on > {day}, true)
                ), covered AS (
                    -- Also villages, and what stands above communes: they meet no commune below. What ended hangs
                    -- under its heir.
                    SELECT unit_id AS commune_id FROM served
                    UNION
                    SELECT placed.parent_id FROM covered
                    JOIN unit_placements AS placed ON placed.unit_id = covered.commune_id
                    WHERE placed.valid_from <= {day} AND coalesce(placed.valid_to > {day}, true)
                )
                SELECT province.code AS "Province", count(above.commune_id)::int AS "Communes",
                    count(covered.commune_id)::int AS "Covered"
                FROM units AS province
                LEFT JOIN above ON above.unit_id = province.id
                LEFT JOIN covered USING (commune_id)
                WHERE province.level = 1 AND province.valid_from <= {day} AND coalesce(province.valid_to > {day}, true)
                GROUP BY province.code
                """
            )
            .ToListAsync(cancellationToken);
}
