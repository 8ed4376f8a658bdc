using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Coverage;

/// <summary>How far training has reached in a unit, by today's tree.</summary>
/// <param name="Code">Code of the unit.</param>
/// <param name="FullName">Its name with the type.</param>
/// <param name="Level">0 nation, 1 province, 2 district, 3 commune, 4 village.</param>
/// <param name="Members">Members in being today.</param>
/// <param name="Trained">Those of them who attended at least one session in the period.</param>
/// <param name="Attendances">Attendances in the period, whoever attended twice counting twice, members since left too.</param>
/// <param name="Share">Trained as a share of members, 0 to 1, four decimals; null where there are no members.</param>
public sealed record UnitCoverage(
    string Code,
    string FullName,
    int Level,
    long Members,
    long Trained,
    long Attendances,
    decimal? Share
);

/// <summary>Coverage of a unit and of each of its children.</summary>
/// <param name="From">First day of the period; null for the beginning.</param>
/// <param name="To">Last day of the period.</param>
/// <param name="Unit">The unit as a whole.</param>
/// <param name="Children">Each unit right below it, in the order of their codes.</param>
public sealed record CoverageResponse(
    DateOnly? From,
    DateOnly To,
    UnitCoverage Unit,
    IReadOnlyList<UnitCoverage> Children
);

public static class GetCoverage
{
    /// <summary>Reads how many members of a unit, and of each unit right below it, have been trained.</summary>
    /// <param name="unit">Code of the unit, "VN" for the nation.</param>
    /// <param name="from">First day of the period (yyyy-MM-dd); the beginning where absent.</param>
    /// <param name="to">Last day of the period (yyyy-MM-dd); today where absent.</param>
    public static async Task<Results<Ok<CoverageResponse>, ProblemHttpResult>> Handle(
        string unit,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        DateOnly? from = null,
        DateOnly? to = null,
        CancellationToken cancellationToken = default
    )
    {
        var today = clock.Today();
        var found = await db.FindUnitAsync(unit, today, cancellationToken);
        if (found is null)
            return CoverageProblems.UnitUnknown.Result(unit);
        if (!caller.MayTouch(found.Path))
            return CommonProblems.UnitOutOfScope.Result(unit);
        var rows = await db.ReadCoverageAsync(
            found.Id,
            from ?? DateOnly.MinValue,
            to ?? today,
            today,
            cancellationToken
        );
        return TypedResults.Ok(
            new CoverageResponse(
                from,
                to ?? today,
                new CoverageRow(
                    found.Id,
                    found.Code,
                    found.FullName,
                    found.Level,
                    rows.Sum(row => row.Members),
                    rows.Sum(row => row.Trained),
                    rows.Sum(row => row.Attendances)
                ).ToCoverage(),
                [.. rows.Where(row => row.Id != found.Id).Select(row => row.ToCoverage())]
            )
        );
    }

    private static UnitCoverage ToCoverage(this CoverageRow row) =>
        new(
            row.Code,
            row.FullName,
            row.Level,
            row.Members,
            row.Trained,
            row.Attendances,
            row.Members == 0 ? null : Math.Round((decimal)row.Trained / row.Members, 4)
        );
}
