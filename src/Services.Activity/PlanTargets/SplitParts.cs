using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.PlanTargets;

/// <summary>A unit, or a team of it, that a target can be split into.</summary>
/// <param name="UnitId">Surrogate id of the unit; of a team, of the unit that it serves.</param>
/// <param name="TeamId">The team; null where it is the unit.</param>
/// <param name="ParentId">Surrogate id of the unit right above.</param>
/// <param name="Code">Code of the unit.</param>
/// <param name="FullName">Its full name.</param>
/// <param name="Level">Its level.</param>
public sealed record SplitPart(int UnitId, Guid? TeamId, int ParentId, string Code, string FullName, int Level)
{
    /// <summary>What its target is found by: a team stays the same one where it comes to serve another unit.</summary>
    public PartKey Key => PartKey.Of(UnitId, TeamId);

    /// <summary>What requests and texts call it: the team's id, or the unit's code.</summary>
    public string Name => TeamId?.ToString() ?? Code;
}

/// <summary>Names a unit, or a team whatever unit it serves.</summary>
public readonly record struct PartKey(int UnitId, Guid? TeamId)
{
    public static PartKey Of(int unitId, Guid? teamId) => new(teamId is null ? unitId : 0, teamId);
}

/// <summary>Reads what there is to split into, as the tree and the teams are on a day, and what is known of its size.</summary>
internal sealed class SplitParts(ActivityDbContext db, DateOnly day)
{
    /// <summary>All units below one, down to a level, or those right below where that is null; of what has ended none.</summary>
    public Task<List<SplitPart>> UnitsBelowAsync(int unitId, int? toLevel, CancellationToken cancellationToken) =>
        db
            .Database.SqlQuery<SplitPart>(
                $"""
                WITH RECURSIVE down AS (
                    SELECT id, 0 AS parent_id FROM units WHERE id = {unitId}
                    UNION ALL
                    SELECT below.id, down.id
                    FROM down
                    JOIN unit_placements AS placed ON placed.parent_id = down.id
                        AND placed.valid_from <= {day} AND coalesce(placed.valid_to, 'infinity') > {day}
                    JOIN units AS below ON below.id = placed.unit_id AND below.level <= {toLevel ?? int.MaxValue}
                        AND below.valid_from <= {day} AND coalesce(below.valid_to, 'infinity') > {day}
                    WHERE down.parent_id = 0 OR {toLevel is not null}
                )
                SELECT id AS "UnitId", NULL::uuid AS "TeamId", parent_id AS "ParentId", code AS "Code",
                    full_name AS "FullName", level AS "Level"
                FROM down JOIN units USING (id) WHERE parent_id <> 0 ORDER BY code COLLATE "C"
                """
            )
            .ToListAsync(cancellationToken);

    /// <summary>All teams in being that serve a unit or one below it.</summary>
    public async Task<List<SplitPart>> TeamsOfAsync(int unitId, CancellationToken cancellationToken)
    {
        var teams =
            from team in InBeing()
            join unit in db.Units on team.UnitId equals unit.Id
            where db.UnitsBelow(unitId, day).Any(below => below.Id == team.UnitId)
            orderby team.Id
            select new SplitPart(team.UnitId, team.Id, unitId, unit.Code, unit.FullName, unit.Level);
        return await teams.ToListAsync(cancellationToken);
    }

    /// <summary>How many teams in being serve each of these units below one, and what is below them.</summary>
    public async Task<Dictionary<int, long>> CountTeamsAsync(
        int unitId,
        IReadOnlyList<SplitPart> units,
        CancellationToken cancellationToken
    )
    {
        var served = await InBeing()
            .Where(team => db.UnitsBelow(unitId, day).Any(below => below.Id == team.UnitId))
            .GroupBy(team => team.UnitId, (unit, teams) => new { unit, Count = teams.LongCount() })
            .ToListAsync(cancellationToken);
        var chains = await db.ChainsAsync(served.Select(row => row.unit), day, cancellationToken);
        var byCode = served
            .Where(row => chains.ContainsKey(row.unit))
            .SelectMany(row => chains[row.unit].Path.Split('/'), (row, code) => (code, row.Count))
            .GroupBy(row => row.code, row => row.Count)
            .ToDictionary(row => row.Key, row => row.Sum());
        return units.ToDictionary(unit => unit.UnitId, unit => byCode.GetValueOrDefault(unit.Code));
    }

    private IQueryable<TeamCopy> InBeing() =>
        db.Teams.Where(team => team.EstablishedOn <= day && (team.DissolvedOn == null || team.DissolvedOn > day));
}
