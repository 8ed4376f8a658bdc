using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Registry.TeamKindNames;
using CongNgheSo.Services.Registry.Units;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Teams;

public static class GetTeam
{
    /// <summary>Reads one team, as it now stands or as its decisions had it on a day.</summary>
    /// <remarks>A team that is no longer in being is read too. 404 also when it had not yet been established.</remarks>
    /// <param name="asOf">
    /// The day (yyyy-MM-dd); as it now stands where absent. The place is always that of today, and only the present has an ETag.
    /// </param>
    public static async Task<Results<Ok<TeamResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpResponse response,
        Caller caller,
        RegistryDbContext db,
        TimeProvider clock,
        DateOnly? asOf = null,
        CancellationToken cancellationToken = default
    )
    {
        var (team, problem) = await db.FindTeamAsync(id, caller, cancellationToken);
        if (team is null)
            return problem!;
        if (asOf is { } day)
            return await ReadAsOfAsync(db, team, day, cancellationToken);
        response.SetETag(team.Version);
        return TypedResults.Ok(await TeamResponse.ReadAsync(db, team, clock.Today(), cancellationToken));
    }

    private static async Task<Results<Ok<TeamResponse>, ProblemHttpResult>> ReadAsOfAsync(
        RegistryDbContext db,
        Team team,
        DateOnly day,
        CancellationToken cancellationToken
    )
    {
        var decision = await db
            .TeamDecisions.AsNoTracking()
            .Where(decision => decision.TeamId == team.Id && decision.EffectiveOn <= day && !decision.Ends)
            .OrderByDescending(decision => decision.TeamVersion)
            .FirstOrDefaultAsync(cancellationToken);
        if (decision is null)
            return TeamProblems.NotYetEstablished.Result(team.Id, day);
        var unitName = await TeamResponse.UnitNameAsync(db, team, cancellationToken);
        var kinds = await KindNames.ReadAsync(db, day, cancellationToken);
        return TypedResults.Ok(TeamResponse.AsOf(team, decision, day, unitName, kinds));
    }

    /// <summary>
    /// Until the transaction ends nobody merges or dissolves these teams: both lock their rows FOR UPDATE, as who joins them
    /// does. What merely belongs to them may be written by several at once.
    /// </summary>
    internal static async Task KeepTeamsAsync(
        this RegistryDbContext db,
        Guid[] teams,
        CancellationToken cancellationToken
    )
    {
        await db.HoldTreeAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"SELECT 1 FROM teams WHERE id = ANY({teams}) ORDER BY id FOR KEY SHARE",
            cancellationToken
        );
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
