using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Registry.Units;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.UnitImports;

/// <summary>Teams and members follow the tree: only their paths and versions change.</summary>
internal static class MovedTeams
{
    /// <summary>Gives every team its unit's new identity and its path of today.</summary>
    /// <returns>The facts of the teams that changed and of their members.</returns>
    public static async Task<(List<TeamFact>, List<MemberFact>)> FollowAsync(
        RegistryDbContext db,
        IReadOnlyDictionary<int, int> successors,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var served = await db.Teams.Select(team => team.UnitId).Distinct().ToListAsync(cancellationToken);
        var now = served.ConvertAll(unit => successors.GetValueOrDefault(unit, unit));
        var paths = await db.UnitsAtAsync([.. now.Distinct()], clock.Today(), cancellationToken);
        var changed = await db
            .Database.SqlQuery<Guid>(
                $"""
                UPDATE teams SET unit_id = now.unit_id, unit_path = now.unit_path, version = version + 1
                FROM unnest(
                    {served.ToArray()},
                    {now.ToArray()},
                    {now.Select(unit => paths[unit].Path).ToArray()}
                ) AS now (served, unit_id, unit_path)
                WHERE teams.unit_id = now.served AND (teams.unit_id <> now.unit_id OR teams.unit_path <> now.unit_path)
                RETURNING id
                """
            )
            .ToListAsync(cancellationToken);
        await db
            .Members.Where(member => changed.Contains(member.TeamId))
            .ExecuteUpdateAsync(
                set => set.SetProperty(member => member.Version, member => member.Version + 1),
                cancellationToken
            );
        var teams = await db
            .Teams.AsNoTracking()
            .Where(team => changed.Contains(team.Id))
            .ToDictionaryAsync(team => team.Id, cancellationToken);
        var members = await db
            .Members.AsNoTracking()
            .Where(member => changed.Contains(member.TeamId))
            .ToListAsync(cancellationToken);
        return (
            [.. teams.Values.Select(team => team.ToFact())],
            members.ConvertAll(member => member.ToFact(teams[member.TeamId]))
        );
    }
}
