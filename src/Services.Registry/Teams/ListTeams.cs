using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.CompositionBreaches;
using CongNgheSo.Services.Registry.TeamKindNames;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Teams;

public static class ListTeams
{
    /// <summary>Lists teams within what the caller may see, from place to place or by name as Vietnamese sorts.</summary>
    /// <param name="unit">Code of a unit: only its teams and those of the units below it, as the tree is today.</param>
    /// <param name="q">
    /// Words that stand in the team's name or its unit's, each in either, with or without marks, in any case ("na tho", "Nà Tho").
    /// </param>
    /// <param name="kind">Only this kind.</param>
    /// <param name="status">
    /// "in-being" (where absent), "dissolved" or "all" of those that had been established on the day.
    /// </param>
    /// <param name="breach">True: only those whose composition breaks the policy that applies to them on the day.</param>
    /// <param name="sort">"place" (where absent) or "name"; one without a name of its own has its kind's and its unit's.</param>
    /// <param name="asOf">The day (yyyy-MM-dd); today in Vietnam where absent.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<TeamResponse>>, ProblemHttpResult>> Handle(
        Caller caller,
        RegistryDbContext db,
        TimeProvider clock,
        string? unit = null,
        string? q = null,
        string? kind = null,
        string? status = null,
        bool? breach = null,
        string? sort = null,
        DateOnly? asOf = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var day = asOf ?? clock.Today();
        if (TeamFilter.Of(status, day) is not { } stands)
            return TeamProblems.StatusUnknown.Result();
        if (sort is not (null or "place" or "name"))
            return TeamProblems.SortUnknown.Result();
        var teams = db.Teams.AsNoTracking().Where(stands).Within(caller.Unit);
        if (unit is not null)
            teams = teams.Within(unit);
        if (kind is not null)
            teams = teams.Where(team => team.Kind == kind);
        if (breach is true)
            teams = teams.Where(team => BreachQuery.On(db, day).Any(each => each.TeamId == team.Id));
        var listed = TeamFilter.Search(teams.ToListed(db), q);
        listed = sort == "name" ? ByName(listed, cursor) : ByPlace(listed, cursor);
        var read = await listed.Take(Paging.Take(limit)).ToListAsync(cancellationToken);
        var kinds = await KindNames.ReadAsync(db, day, cancellationToken);
        var page = read.ToPage<ListedTeam, object>(limit, sort == "name" ? KeyOfName : KeyOfPlace);
        return TypedResults.Ok(
            new Page<TeamResponse>(
                [.. page.Items.Select(item => TeamResponse.Of(item.Team, item.UnitName, kinds))],
                page.Next
            )
        );
    }

    private static IQueryable<ListedTeam> ByPlace(IQueryable<ListedTeam> teams, string? cursor)
    {
        if (Paging.Read<PlaceKey>(cursor) is { } after)
            teams = teams.Where(item =>
                EF.Functions.GreaterThan(
                    ValueTuple.Create(item.Team.UnitPath, item.Team.Id),
                    ValueTuple.Create(after.UnitPath, after.Id)
                )
            );
        return teams.OrderBy(item => item.Team.UnitPath).ThenBy(item => item.Team.Id);
    }

    private static IQueryable<ListedTeam> ByName(IQueryable<ListedTeam> teams, string? cursor)
    {
        if (Paging.Read<NameKey>(cursor) is { } after)
            teams = teams.Where(item =>
                EF.Functions.GreaterThan(
                    ValueTuple.Create(EF.Functions.Collate(item.ShownName, RegistryDbContext.Vietnamese), item.Team.Id),
                    ValueTuple.Create(after.Name, after.Id)
                )
            );
        return teams
            .OrderBy(item => EF.Functions.Collate(item.ShownName, RegistryDbContext.Vietnamese))
            .ThenBy(item => item.Team.Id);
    }

    private static object KeyOfPlace(ListedTeam item) => new PlaceKey(item.Team.UnitPath, item.Team.Id);

    private static object KeyOfName(ListedTeam item) => new NameKey(item.ShownName, item.Team.Id);

    private sealed record PlaceKey(string UnitPath, Guid Id);

    private sealed record NameKey(string Name, Guid Id);
}
