using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.Teams;
using CongNgheSo.Services.Registry.Units;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Registry.TeamKindNames;

/// <summary>A kind of team.</summary>
/// <param name="Code">Its code ("cnscd").</param>
/// <param name="Name">What it is called at the place asked for.</param>
/// <param name="NationalName">What it is called where a province has no name of its own.</param>
public sealed record TeamKindResponse(string Code, string Name, string NationalName);

public static class ListTeamKinds
{
    /// <summary>Lists the kinds of team with their names of today.</summary>
    /// <param name="unit">Code of a unit: the names that hold there; the national ones where absent.</param>
    public static async Task<Results<Ok<IReadOnlyList<TeamKindResponse>>, ProblemHttpResult>> Handle(
        RegistryDbContext db,
        TimeProvider clock,
        string? unit = null,
        CancellationToken cancellationToken = default
    )
    {
        var day = clock.Today();
        var code = unit ?? UnitPath.Nation;
        var place = (await db.UnitsByCodeAsync([code], day, cancellationToken)).GetValueOrDefault(code);
        if (place is null)
            return UnitProblems.NotFound.Result(code, day);
        var names = await KindNames.ReadAsync(db, day, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<TeamKindResponse>>([
            .. TeamKinds.Names.Select(kind => new TeamKindResponse(
                kind.Key,
                names.Of(kind.Key, place.Path),
                kind.Value
            )),
        ]);
    }
}
