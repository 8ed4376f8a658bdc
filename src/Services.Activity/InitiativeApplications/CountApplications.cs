using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.Initiatives;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.InitiativeApplications;

/// <summary>How often an initiative was applied within a unit.</summary>
/// <param name="UnitCode">Code of the unit.</param>
/// <param name="Applications">Applications by it, its teams and those of the units below it.</param>
/// <param name="Units">The same for the units right below it that have any, by code.</param>
public sealed record ApplicationCounts(string UnitCode, int Applications, IReadOnlyList<UnitApplications> Units);

/// <summary>How often an initiative was applied within a unit.</summary>
/// <param name="UnitCode">Code of the unit.</param>
/// <param name="Applications">Applications by it, its teams and those of the units below it.</param>
public sealed record UnitApplications(string UnitCode, int Applications);

public static class CountApplications
{
    /// <summary>Counts who applied an initiative, unit by unit. Whoever sees the initiative sees the counts.</summary>
    /// <param name="unit">Code of a unit; the nation where absent.</param>
    public static async Task<Results<Ok<ApplicationCounts>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        ActivityDbContext db,
        TimeProvider clock,
        string? unit = null,
        CancellationToken cancellationToken = default
    )
    {
        var (initiative, problem) = await db.FindInitiativeAsync(id, caller, clock, lockIt: false, cancellationToken);
        if (initiative is null)
            return problem!;
        var code = unit ?? UnitPath.Nation;
        var counts = await db
            .Database.SqlQuery<Count>(
                $"""
                SELECT codes[array_position(codes, {code}) + 1] AS "Code", count(*)::integer AS "Applications"
                FROM initiative_applications CROSS JOIN LATERAL string_to_array(unit_path, '/') AS codes
                WHERE initiative_id = {id} AND NOT withdrawn AND {code} = ANY(codes)
                GROUP BY 1 ORDER BY 1
                """
            )
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            new ApplicationCounts(
                code,
                counts.Sum(count => count.Applications),
                [
                    .. counts
                        .Where(count => count.Code is not null)
                        .Select(count => new UnitApplications(count.Code!, count.Applications)),
                ]
            )
        );
    }

    private sealed record Count(string? Code, int Applications);
}
