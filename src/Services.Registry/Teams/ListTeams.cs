using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Teams;

public static class ListTeams
{
    /// <summary>Lists the teams in being on a day, from place to place, within what the caller may see.</summary>
    /// <param name="unit">Code of a unit: only its teams and those of the units below it, as the tree is today.</param>
    /// <param name="kind">Only this kind.</param>
    /// <param name="asOf">The day (yyyy-MM-dd); today in Vietnam where absent.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Ok<Page<TeamResponse>>> Handle(
        Caller caller,
        RegistryDbContext db,
        TimeProvider clock,
        string? unit = null,
        string? kind = null,
        DateOnly? asOf = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var day = asOf ?? clock.Today();
        var teams = db
            .Teams.AsNoTracking()
            .Where(team => team.EstablishedOn <= day && (team.DissolvedOn == null || team.DissolvedOn > day))
            .Where(team => ("/" + team.UnitPath + "/").Contains("/" + caller.Unit + "/"));
        if (unit is not null)
            teams = teams.Where(team => ("/" + team.UnitPath + "/").Contains("/" + unit + "/"));
        if (kind is not null)
            teams = teams.Where(team => team.Kind == kind);
        if (Paging.Read<TeamKey>(cursor) is { } after)
            teams = teams.Where(team =>
                EF.Functions.GreaterThan(
                    ValueTuple.Create(team.UnitPath, team.Id),
                    ValueTuple.Create(after.UnitPath, after.Id)
                )
            );
        var read = await teams
            .OrderBy(team => team.UnitPath)
            .ThenBy(team => team.Id)
            .Take(Paging.Take(limit))
            .Join(db.Units, team => team.UnitId, served => served.Id, (team, served) => new { team, served.FullName })
            .OrderBy(pair => pair.team.UnitPath)
            .ThenBy(pair => pair.team.Id)
            .ToListAsync(cancellationToken);
        IReadOnlyList<TeamResponse> items = [.. read.Select(pair => TeamResponse.Of(pair.team, pair.FullName))];
        return TypedResults.Ok(items.ToPage(limit, item => new TeamKey(item.UnitPath, item.Id)));
    }

    private sealed record TeamKey(string UnitPath, Guid Id);
}
