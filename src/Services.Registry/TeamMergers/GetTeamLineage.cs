using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.Teams;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.TeamMergers;

/// <summary>What a team came of and what came of it.</summary>
/// <param name="TeamId">The team that was asked for.</param>
/// <param name="Predecessors">The mergers that led to it, oldest first.</param>
/// <param name="Successors">The mergers that it went into, and those that their results went into, oldest first.</param>
/// <param name="Teams">Every team that is named in them, and itself. Their members and decisions can be read by their ids.</param>
public sealed record TeamLineageResponse(
    Guid TeamId,
    IReadOnlyList<TeamMergerResponse> Predecessors,
    IReadOnlyList<TeamMergerResponse> Successors,
    IReadOnlyList<LineageTeam> Teams
);

/// <summary>A team that was part of a merger, or came of one.</summary>
/// <param name="Id">Id of the team.</param>
/// <param name="UnitPath">Codes from the nation down to its unit as of today, joined by "/".</param>
/// <param name="Kind">Its kind, the last it had.</param>
/// <param name="Name">Its own name; null where it has none.</param>
/// <param name="EstablishedOn">First day on which it counts.</param>
/// <param name="DissolvedOn">First day on which it no longer counts; null while it does.</param>
/// <param name="MergedInto">The team that goes on in its place, where a merger ended it.</param>
public sealed record LineageTeam(
    Guid Id,
    string UnitPath,
    string Kind,
    string? Name,
    DateOnly EstablishedOn,
    DateOnly? DissolvedOn,
    Guid? MergedInto
);

public static class GetTeamLineage
{
    /// <summary>Follows a team through every merger before and after it, with the decision behind each.</summary>
    public static async Task<Results<Ok<TeamLineageResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        RegistryDbContext db,
        CancellationToken cancellationToken
    )
    {
        var (team, problem) = await db.FindTeamAsync(id, caller, cancellationToken);
        if (team is null)
            return problem!;
        var before = await ReadAsync(db, Before(db, id), cancellationToken);
        var after = await ReadAsync(db, After(db, id), cancellationToken);
        var named = before
            .Concat(after)
            .SelectMany(merger => merger.TeamIds.Append(merger.ResultTeamId))
            .Append(id)
            .Distinct()
            .ToArray();
        var teams = await db
            .Teams.Where(each => named.Contains(each.Id))
            .OrderBy(each => each.EstablishedOn)
            .ThenBy(each => each.Id)
            .Select(each => new LineageTeam(
                each.Id,
                each.UnitPath,
                each.Kind,
                each.Name,
                each.EstablishedOn,
                each.DissolvedOn,
                each.MergedInto
            ))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new TeamLineageResponse(id, before, after, teams));
    }

    private static async Task<List<TeamMergerResponse>> ReadAsync(
        RegistryDbContext db,
        IQueryable<Guid> ids,
        CancellationToken cancellationToken
    )
    {
        var mergers = await db
            .TeamMergers.AsNoTracking()
            .Include(merger => merger.Parts)
            .Where(merger => ids.Contains(merger.Id))
            .OrderBy(merger => merger.EffectiveOn)
            .ThenBy(merger => merger.Id)
            .ToListAsync(cancellationToken);
        return mergers.ConvertAll(merger => TeamMergerResponse.Of(merger));
    }

    // A team that goes on after a merger stands on both sides of it: only the days tell what came first. The effects of one
    // team's decisions never fall on the same day as a merger's.
    private static IQueryable<Guid> Before(RegistryDbContext db, Guid team) =>
        db.Database.SqlQuery<Guid>(
            $"""
            WITH RECURSIVE up AS (
                SELECT id, effective_on FROM team_mergers WHERE result_team_id = {team}
                UNION
                SELECT earlier.id, earlier.effective_on
                FROM up
                JOIN team_merger_parts AS part ON part.merger_id = up.id
                JOIN team_mergers AS earlier
                    ON earlier.result_team_id = part.team_id AND earlier.effective_on < up.effective_on
            )
            SELECT id AS "Value" FROM up
            """
        );

    private static IQueryable<Guid> After(RegistryDbContext db, Guid team) =>
        db.Database.SqlQuery<Guid>(
            $"""
            WITH RECURSIVE down AS (
                SELECT merger.id, merger.result_team_id, merger.effective_on
                FROM team_mergers AS merger
                JOIN team_merger_parts AS part ON part.merger_id = merger.id
                WHERE part.team_id = {team} AND merger.result_team_id <> {team}
                UNION
                SELECT later.id, later.result_team_id, later.effective_on
                FROM down
                JOIN team_merger_parts AS part ON part.team_id = down.result_team_id
                JOIN team_mergers AS later ON later.id = part.merger_id AND later.effective_on > down.effective_on
            )
            SELECT id AS "Value" FROM down
            """
        );
}
