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

/// <summary>
/// Every member belongs to one unit, so the trained of a unit are the sum over the units within it. Members are summed by
/// unit first; then the tree says which child each unit belongs to.
/// </summary>
internal static class CoverageQuery
{
    // {0} the unit, {1} today, {2} first day, {3} last day.
    private const string Tree = """
        WITH RECURSIVE placed AS MATERIALIZED (
            SELECT unit_id, parent_id FROM unit_placements
            WHERE valid_from <= {1} AND coalesce(valid_to, 'infinity') > {1}
        ),
        tree AS (
            SELECT {0} AS branch, {0} AS id, 0 AS depth
            UNION ALL
            SELECT CASE depth WHEN 0 THEN placed.unit_id ELSE branch END, placed.unit_id, depth + 1
            FROM tree JOIN placed ON placed.parent_id = tree.id
        ),
        """;

    /// <summary>For the nation: all attendances, summed at once.</summary>
    private const string Everybody = """
        member AS (
            SELECT unit_id, joined_on, left_on, coalesce(times, 0) AS times
            FROM members
            LEFT JOIN (
                SELECT member_id, count(*) AS times FROM attendances
                WHERE counts AND held_on BETWEEN {2} AND {3}
                GROUP BY member_id
            ) AS attended ON member_id = id
        ),
        """;

    /// <summary>For any other unit: those of its members, looked up.</summary>
    private const string ThoseWithin = """
        member AS (
            SELECT unit_id, joined_on, left_on, times
            FROM tree
            JOIN members ON unit_id = tree.id
            CROSS JOIN LATERAL (
                SELECT count(*) AS times FROM attendances
                WHERE counts AND member_id = members.id AND held_on BETWEEN {2} AND {3}
            ) AS attended
        ),
        """;

    private const string Sums = """
        own AS MATERIALIZED (
            SELECT unit_id,
                count(*) FILTER (WHERE joined_on <= {1} AND coalesce(left_on, 'infinity') > {1}) AS members,
                count(*) FILTER (
                    WHERE times > 0 AND joined_on <= {1} AND coalesce(left_on, 'infinity') > {1}
                ) AS trained,
                sum(times) AS attendances
            FROM member GROUP BY unit_id
        ),
        sums AS (
            SELECT branch, sum(members)::bigint AS members, sum(trained)::bigint AS trained,
                sum(attendances)::bigint AS attendances
            FROM tree JOIN own ON own.unit_id = tree.id
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
        """;

    private const string OfTheNation = Tree + Everybody + Sums;
    private const string OfAUnit = Tree + ThoseWithin + Sums;

    public static async Task<List<CoverageRow>> ReadCoverageAsync(
        this TrainingDbContext db,
        int unitId,
        bool isNation,
        DateOnly from,
        DateOnly to,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // The nation's members are hashed and summed in memory; compiling the plan would cost more than it saves.
        await db.Database.ExecuteSqlAsync($"SET LOCAL work_mem = '64MB'; SET LOCAL jit = off", cancellationToken);
        return await db
            .Database.SqlQueryRaw<CoverageRow>(isNation ? OfTheNation : OfAUnit, unitId, today, from, to)
            .ToListAsync(cancellationToken);
    }
}
