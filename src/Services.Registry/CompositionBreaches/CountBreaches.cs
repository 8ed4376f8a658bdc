using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Registry.Units;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.CompositionBreaches;

/// <summary>How many teams break the policies that apply to them.</summary>
/// <param name="UnitCode">Code of the unit.</param>
/// <param name="UnitName">Its full name.</param>
/// <param name="Teams">Its teams in being and those of the units below it.</param>
/// <param name="InBreach">Those of them that break the policy that applies to them.</param>
/// <param name="Units">The same for the units right below it that have teams, by code.</param>
public sealed record BreachSummary(
    string UnitCode,
    string UnitName,
    int Teams,
    int InBreach,
    IReadOnlyList<UnitBreaches> Units
);

/// <summary>How many teams of a unit break the policies that apply to them.</summary>
/// <param name="UnitCode">Code of the unit.</param>
/// <param name="UnitName">Its full name.</param>
/// <param name="Teams">Its teams in being and those of the units below it.</param>
/// <param name="InBreach">Those of them that break the policy that applies to them.</param>
public sealed record UnitBreaches(string UnitCode, string UnitName, int Teams, int InBreach);

public static class CountBreaches
{
    /// <summary>Counts the teams whose composition breaks the policy that applies to them, unit by unit.</summary>
    /// <param name="unit">Code of a unit; the caller's own where absent.</param>
    /// <param name="asOf">The day (yyyy-MM-dd) of the teams, their members and the policies; today in Vietnam where absent.</param>
    public static async Task<Results<Ok<BreachSummary>, ProblemHttpResult>> Handle(
        Caller caller,
        RegistryDbContext db,
        TimeProvider clock,
        string? unit = null,
        DateOnly? asOf = null,
        CancellationToken cancellationToken = default
    )
    {
        var today = clock.Today();
        var code = unit ?? caller.Unit;
        if ((await db.UnitsByCodeAsync([code], today, cancellationToken)).GetValueOrDefault(code) is not { } whole)
            return UnitProblems.NotFound.Result(code, today);
        if (!caller.MayTouch(whole.Path))
            return CommonProblems.UnitOutOfScope.Result(code);
        var counts = await CountAsync(db, code, asOf ?? today, cancellationToken);
        var below = counts.Select(count => count.Code).OfType<string>();
        var names = await db.UnitsByCodeAsync(below, today, cancellationToken);
        return TypedResults.Ok(
            new BreachSummary(
                code,
                whole.FullName,
                counts.Sum(count => count.Teams),
                counts.Sum(count => count.InBreach),
                [
                    .. counts
                        .Where(count => count.Code is not null)
                        .Select(count => new UnitBreaches(
                            count.Code!,
                            names.GetValueOrDefault(count.Code!)?.FullName ?? count.Code!,
                            count.Teams,
                            count.InBreach
                        )),
                ]
            )
        );
    }

    private static Task<List<Count>> CountAsync(
        RegistryDbContext db,
        string unit,
        DateOnly day,
        CancellationToken cancellationToken
    ) =>
        db
            .Database.SqlQueryRaw<Count>(
                $$"""
                SELECT team.below AS "Code", count(*)::integer AS "Teams", count(breach."TeamId")::integer AS "InBreach"
                FROM (
                    SELECT id, codes[array_position(codes, {1}) + 1] AS below
                    FROM teams CROSS JOIN LATERAL string_to_array(unit_path, '/') AS codes
                    WHERE {1} = ANY(codes) AND established_on <= {0} AND (dissolved_on IS NULL OR dissolved_on > {0})
                ) AS team
                LEFT JOIN ({{BreachQuery.OfTheDay}}) AS breach
                    ON breach."TeamId" = team.id AND {1} = ANY(string_to_array(breach."UnitPath", '/'))
                GROUP BY team.below
                ORDER BY team.below
                """,
                day,
                unit
            )
            .ToListAsync(cancellationToken);

    /// <param name="Code">Code of the unit right below; null for the unit's own teams.</param>
    private sealed record Count(string? Code, int Teams, int InBreach);
}
