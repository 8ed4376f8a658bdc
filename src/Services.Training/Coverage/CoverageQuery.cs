using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Coverage;

/// <summary>The sums of a unit itself (those who belong to it and to no child), or of a child with all below it.</summary>
internal sealed record CoverageRow(
    int Id,
    string Code,
    string FullName,
    int Level,
    long Members,
    long Trained,
    long Attendances
);

internal static class CoverageQuery
{
    /// <summary>
    /// Every member belongs to one unit, so the trained of a unit are the sum over the units within it. Members are
    /// summed by unit first; then the tree says which child each unit belongs to.
    /// </summary>
    public static Task<List<CoverageRow>> ReadCoverageAsync(
        this TrainingDbContext db,
        int unitId,
        DateOnly from,
        DateOnly to,
        DateOnly today,
        CancellationToken cancellationToken
    ) =>
        db
            .Database.SqlQuery<CoverageRow>(
                $"""
                WITH RECURSIVE tree AS (
                    SELECT {unitId} AS branch, {unitId} AS id, 0 AS depth
                    UNION ALL
                    SELECT CASE depth WHEN 0 THEN placed.unit_id ELSE branch END, placed.unit_id, depth + 1
                    FROM tree
                    JOIN unit_placements AS placed ON placed.parent_id = tree.id
                        AND placed.valid_from <= {today} AND coalesce(placed.valid_to, 'infinity') > {today}
                ),
                attended AS (
                    SELECT member_id, count(*) AS times FROM attendances
                    WHERE counts AND held_on BETWEEN {from} AND {to}
                    GROUP BY member_id
                ),
                sums AS (
                    SELECT branch,
                        count(*) FILTER (WHERE in_being) AS members,
                        count(times) FILTER (WHERE in_being) AS trained,
                        coalesce(sum(times), 0)::bigint AS attendances
                    FROM tree
                    JOIN (
                        SELECT id, unit_id, joined_on <= {today} AND coalesce(left_on, 'infinity') > {today} AS in_being
                        FROM members
                    ) AS member ON member.unit_id = tree.id
                    LEFT JOIN attended ON attended.member_id = member.id
                    GROUP BY branch
                )
                SELECT unit.id AS "Id", unit.code AS "Code", unit.full_name AS "FullName", unit.level AS "Level",
                    coalesce(sums.members, 0) AS "Members", coalesce(sums.trained, 0) AS "Trained",
                    coalesce(sums.attendances, 0) AS "Attendances"
                FROM tree
                JOIN units AS unit ON unit.id = tree.id
                LEFT JOIN sums ON sums.branch = tree.branch
                WHERE depth <= 1
                ORDER BY depth, unit.code
                """
            )
            .ToListAsync(cancellationToken);
}
