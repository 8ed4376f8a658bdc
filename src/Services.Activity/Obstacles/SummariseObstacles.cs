using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Obstacles;

/// <summary>How many obstacles there are; what was withdrawn does not count.</summary>
/// <param name="Raised">All of them.</param>
/// <param name="Open">Those that wait.</param>
/// <param name="Overdue">Those that wait beyond their day.</param>
/// <param name="Answered">Those that are answered, confirmed or not.</param>
public sealed record ObstacleCounts(int Raised, int Open, int Overdue, int Answered);

/// <summary>The obstacles of one cause.</summary>
/// <param name="Cause">Code of the cause.</param>
/// <param name="Counts">How many.</param>
public sealed record CauseCounts(string Cause, ObstacleCounts Counts);

/// <summary>The obstacles of a unit right below, and of all below that one.</summary>
/// <param name="UnitCode">Code of the unit.</param>
/// <param name="UnitName">Its full name.</param>
/// <param name="Counts">How many.</param>
/// <param name="Causes">The same by cause.</param>
public sealed record UnitObstacles(
    string UnitCode,
    string UnitName,
    ObstacleCounts Counts,
    IReadOnlyList<CauseCounts> Causes
);

/// <summary>The obstacles of a unit and of all below it.</summary>
/// <param name="UnitCode">Code of the unit.</param>
/// <param name="UnitName">Its full name.</param>
/// <param name="AsOf">The day at whose end they are counted.</param>
/// <param name="Counts">How many.</param>
/// <param name="Causes">The same by cause.</param>
/// <param name="Units">The same for the units right below that have any, by code.</param>
public sealed record ObstacleSummary(
    string UnitCode,
    string UnitName,
    DateOnly AsOf,
    ObstacleCounts Counts,
    IReadOnlyList<CauseCounts> Causes,
    IReadOnlyList<UnitObstacles> Units
);

public static class SummariseObstacles
{
    private const string OfTheTeams = """
        SELECT team.below AS "Below", obstacle.cause AS "Cause", count(*)::integer AS "Raised",
            count(*) FILTER (WHERE state.status = 'open')::integer AS "Open",
            count(*) FILTER (WHERE state.status = 'open' AND state.due_on < {0})::integer AS "Overdue",
            count(*) FILTER (WHERE state.status IN ('answered', 'closed'))::integer AS "Answered"
        FROM (
            SELECT id, codes[array_position(codes, {1}) + 1] AS below
            FROM teams CROSS JOIN LATERAL string_to_array(unit_path, '/') AS codes
            WHERE {1} = ANY(codes)
        ) AS team
        JOIN obstacles AS obstacle ON obstacle.team_id = team.id

        """;

    private const string ByUnitAndCause = """

        WHERE state.status <> 'withdrawn'
        GROUP BY team.below, obstacle.cause
        """;

    private const string AsTheyStand =
        OfTheTeams + "CROSS JOIN LATERAL (SELECT obstacle.status, obstacle.due_on) AS state" + ByUnitAndCause;

    private const string AsTheyStoodThen =
        OfTheTeams
        + """
            CROSS JOIN LATERAL (
                SELECT step.status, step.due_on FROM obstacle_steps AS step
                WHERE step.obstacle_id = obstacle.id AND step.day <= {0}
                ORDER BY step.version DESC LIMIT 1
            ) AS state
            """
        + ByUnitAndCause;

    /// <summary>Counts obstacles by cause, for a unit and for those right below it, in the tree of today.</summary>
    /// <param name="unit">Code of the unit; the caller's own where absent.</param>
    /// <param name="asOf">The day (yyyy-MM-dd) at whose end they are counted; today in Vietnam where absent.</param>
    public static async Task<Results<Ok<ObstacleSummary>, ProblemHttpResult>> Handle(
        Caller caller,
        ActivityDbContext db,
        TimeProvider clock,
        string? unit = null,
        DateOnly? asOf = null,
        CancellationToken cancellationToken = default
    )
    {
        var today = clock.Today();
        var (scope, problem) = await ObstacleScope.FindAsync(db, unit ?? caller.Unit, caller, today, cancellationToken);
        if (scope is null)
            return problem!;
        var day = asOf ?? today;
        var whole = scope.Unit;
        var rows = await db
            .Database.SqlQueryRaw<Row>(day >= today ? AsTheyStand : AsTheyStoodThen, day, whole.Code)
            .ToListAsync(cancellationToken);
        var codes = rows.Select(row => row.Below).OfType<string>().Distinct().ToArray();
        var names = await db
            .Units.Where(each => codes.Contains(each.Code))
            .GroupBy(each => each.Code, (code, bearers) => bearers.OrderByDescending(each => each.ValidFrom).First())
            .ToDictionaryAsync(each => each.Code, each => each.FullName, cancellationToken);
        return TypedResults.Ok(
            new ObstacleSummary(
                whole.Code,
                whole.FullName,
                day,
                Sum(rows),
                ByCause(rows),
                [
                    .. rows.Where(row => row.Below is not null)
                        .GroupBy(row => row.Below!)
                        .OrderBy(below => below.Key, StringComparer.Ordinal)
                        .Select(below => new UnitObstacles(
                            below.Key,
                            names.GetValueOrDefault(below.Key, below.Key),
                            Sum(below),
                            ByCause(below)
                        )),
                ]
            )
        );
    }

    private static CauseCounts[] ByCause(IEnumerable<Row> rows) =>
        [
            .. rows.GroupBy(row => row.Cause)
                .OrderBy(cause => cause.Key, StringComparer.Ordinal)
                .Select(cause => new CauseCounts(cause.Key, Sum(cause))),
        ];

    private static ObstacleCounts Sum(IEnumerable<Row> rows) =>
        rows.Aggregate(
            new ObstacleCounts(0, 0, 0, 0),
            (sum, row) =>
                new(
                    sum.Raised + row.Raised,
                    sum.Open + row.Open,
                    sum.Overdue + row.Overdue,
                    sum.Answered + row.Answered
                )
        );

    /// <param name="Below">Code of the unit right below; null for the unit's own teams.</param>
    private sealed record Row(string? Below, string Cause, int Raised, int Open, int Overdue, int Answered);
}
