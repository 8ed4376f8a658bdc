using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Materials;

/// <summary>Openings of one file.</summary>
/// <param name="Edition">Number of the file.</param>
/// <param name="Openings">How often it was opened.</param>
public sealed record EditionOpenings(int Edition, long Openings);

/// <summary>Openings of one unit and all below it.</summary>
/// <param name="UnitCode">Code of a unit right below, or of the unit itself for those who belong to none of them.</param>
/// <param name="Openings">How often they opened it.</param>
public sealed record UnitOpenings(string UnitCode, long Openings);

/// <summary>How often a material was opened in a unit and all below it.</summary>
/// <param name="UnitCode">Code of the unit.</param>
/// <param name="Openings">In all.</param>
/// <param name="Editions">By file, the first one first; what was never opened is left out.</param>
/// <param name="Units">By unit right below, in the order of codes; what never opened it is left out.</param>
public sealed record MaterialOpenings(
    string UnitCode,
    long Openings,
    IReadOnlyList<EditionOpenings> Editions,
    IReadOnlyList<UnitOpenings> Units
);

public static class CountOpenings
{
    /// <summary>Counts how often a material was opened in a unit, by file and by unit right below.</summary>
    /// <param name="unit">Code of the unit; the caller's where absent.</param>
    /// <param name="from">First day (yyyy-MM-dd); the beginning where absent.</param>
    /// <param name="to">Last day (yyyy-MM-dd); today where absent.</param>
    public static async Task<Results<Ok<MaterialOpenings>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        string? unit = null,
        DateOnly? from = null,
        DateOnly? to = null,
        CancellationToken cancellationToken = default
    )
    {
        var (material, problem) = await db.FindMaterialAsync(id, caller, clock, cancellationToken);
        if (material is null)
            return problem!;
        var today = clock.Today();
        var code = unit ?? caller.Unit;
        var found = await db.FindUnitAsync(code, today, cancellationToken);
        if (found is null)
            return MaterialProblems.UnitUnknown.Result(code);
        if (!caller.MayTouch(found.Path))
            return CommonProblems.UnitOutOfScope.Result(code);
        var (first, last) = (from ?? DateOnly.MinValue, to ?? today);
        var counts = await db
            .Database.SqlQuery<OpeningCount>(
                $"""
                SELECT edition AS "Edition", coalesce(codes[array_position(codes, {code}) + 1], {code}) AS "UnitCode",
                    count(*) AS "Openings"
                FROM (
                    SELECT edition, string_to_array(unit_path, '/') AS codes FROM material_openings
                    WHERE material_id = {id} AND opened_on BETWEEN {first} AND {last}
                ) AS opening
                WHERE {code} = ANY(codes)
                GROUP BY 1, 2
                """
            )
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            new MaterialOpenings(
                code,
                counts.Sum(count => count.Openings),
                [
                    .. counts
                        .GroupBy(count => count.Edition, count => count.Openings)
                        .OrderBy(edition => edition.Key)
                        .Select(edition => new EditionOpenings(edition.Key, edition.Sum())),
                ],
                [
                    .. counts
                        .GroupBy(count => count.UnitCode, count => count.Openings)
                        .OrderBy(each => each.Key, StringComparer.Ordinal)
                        .Select(each => new UnitOpenings(each.Key, each.Sum())),
                ]
            )
        );
    }

    private sealed record OpeningCount(int Edition, string UnitCode, long Openings);
}
