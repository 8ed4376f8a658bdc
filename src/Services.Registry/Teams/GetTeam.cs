using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Teams;

public static class GetTeam
{
    /// <summary>Reads one team as it now stands.</summary>
    public static async Task<Results<Ok<TeamResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpResponse response,
        Caller caller,
        RegistryDbContext db,
        CancellationToken cancellationToken
    )
    {
        var (team, problem) = await db.FindTeamAsync(id, caller, cancellationToken);
        if (team is null)
            return problem!;
        response.SetETag(team.Version);
        return TypedResults.Ok(await TeamResponse.ReadAsync(db, team, cancellationToken));
    }

    /// <summary>The team, tracked; or why this caller cannot have it.</summary>
    internal static async Task<(Team?, ProblemHttpResult?)> FindTeamAsync(
        this RegistryDbContext db,
        Guid id,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        var team = await db.Teams.SingleOrDefaultAsync(team => team.Id == id, cancellationToken);
        if (team is null)
            return (null, TeamProblems.NotFound.Result(id));
        return caller.MayTouch(team.UnitPath)
            ? (team, null)
            : (null, CommonProblems.UnitOutOfScope.Result(team.UnitPath.Split('/')[^1]));
    }
}
