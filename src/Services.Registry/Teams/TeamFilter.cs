using System.Linq.Expressions;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Text;
using CongNgheSo.Services.Registry.Units;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Teams;

/// <summary>A team with what is shown of its unit.</summary>
internal sealed class ListedTeam
{
    public required Team Team { get; init; }

    public required string UnitName { get; init; }

    public required string UnitKey { get; init; }

    /// <summary>Its own name; the kind's national one and the unit's where it has none.</summary>
    public required string ShownName { get; init; }
}

/// <summary>Which teams a list shows.</summary>
internal static class TeamFilter
{
    private static readonly string[] KindCodes = [.. TeamKinds.Names.Keys];
    private static readonly string[] KindNames = [.. TeamKinds.Names.Values];
    private static readonly string[] KindKeys = [.. KindNames.Select(VietnameseText.SearchKey)];

    /// <summary>The teams of a status on a day; null where there is no such status.</summary>
    public static Expression<Func<Team, bool>>? Of(string? status, DateOnly day) =>
        status switch
        {
            null or "in-being" => team =>
                team.EstablishedOn <= day && (team.DissolvedOn == null || team.DissolvedOn > day),
            "dissolved" => team => team.DissolvedOn <= day,
            "all" => team => team.EstablishedOn <= day,
            _ => null,
        };

    public static IQueryable<Team> Within(this IQueryable<Team> teams, string unit) =>
        teams.Where(team => UnitPath.IsWithin(team.UnitPath, unit));

    public static IQueryable<ListedTeam> ToListed(this IQueryable<Team> teams, RegistryDbContext db)
    {
        var (codes, names) = (KindCodes, KindNames);
        return teams.Join(
            db.Units,
            team => team.UnitId,
            unit => unit.Id,
            (team, unit) =>
                new ListedTeam
                {
                    Team = team,
                    UnitName = unit.FullName,
                    UnitKey = unit.SearchKey,
                    ShownName = team.Name ?? names[Array.IndexOf(codes, team.Kind)] + " " + unit.FullName,
                }
        );
    }

    /// <summary>Every word stands in the name of the team, of its kind where it has none, or of its unit.</summary>
    public static IQueryable<ListedTeam> Search(IQueryable<ListedTeam> teams, string? q)
    {
        foreach (var word in SearchText.Words(q))
        {
            var kinds = KindCodes.Where((_, index) => KindKeys[index].Contains(word, StringComparison.Ordinal));
            teams = teams.Where(item =>
                item.Team.SearchKey.Contains(word)
                || item.UnitKey.Contains(word)
                || (item.Team.Name == null && kinds.Contains(item.Team.Kind))
            );
        }
        return teams;
    }
}
