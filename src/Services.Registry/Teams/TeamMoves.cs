using CongNgheSo.ServiceDefaults.Messaging;
using CongNgheSo.Services.Registry.Units;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Teams;

/// <summary>Teams and members follow the tree.</summary>
internal static class TeamMoves
{
    /// <summary>
    /// Gives teams the unit that stands in the place of theirs on a day, and its path; their members move along.
    /// </summary>
    /// <param name="units">The units whose teams may have moved; all where null.</param>
    /// <returns>The events that tell of it, and how many teams and members they tell of.</returns>
    public static async Task<TeamMove> MoveTeamsAsync(
        this RegistryDbContext db,
        int[]? units,
        DateOnly asOf,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var served = await db
            .Teams.Where(team => units == null || units.Contains(team.UnitId))
            .Select(team => team.UnitId)
            .Distinct()
            .ToArrayAsync(cancellationToken);
        var standing = await db.UnitsAtAsync(served, asOf, cancellationToken);
        var changed = await db
            .Database.SqlQuery<Guid>(
                $"""
                UPDATE teams SET unit_id = now.unit_id, unit_path = now.unit_path, version = teams.version + 1,
                    earlier_units = CASE WHEN now.unit_id = now.served THEN earlier_units
                        ELSE earlier_units || now.served END,
                    earlier_until = CASE WHEN now.unit_id = now.served THEN earlier_until
                        ELSE earlier_until || coalesce(units.valid_to, {asOf}) END
                FROM unnest(
                    {served},
                    {Array.ConvertAll(served, unit => standing[unit].StandsIn)},
                    {Array.ConvertAll(served, unit => standing[unit].Path)}
                ) AS now (served, unit_id, unit_path)
                JOIN units ON units.id = now.served
                WHERE teams.unit_id = now.served AND (teams.unit_id <> now.unit_id OR teams.unit_path <> now.unit_path)
                RETURNING teams.id
                """
            )
            .ToListAsync(cancellationToken);
        return await db.TellOfAsync(changed, now, cancellationToken);
    }

    /// <summary>Puts a team of a unit that several share into one of them, from the day on that the unit ended.</summary>
    public static async Task<TeamMove> MoveTeamAsync(
        this RegistryDbContext db,
        Guid teamId,
        Unit successor,
        DateOnly day,
        DateOnly asOf,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE teams SET unit_id = {successor.Id}, version = version + 1,
                earlier_units = CASE WHEN {day} = ANY(earlier_until) THEN earlier_units ELSE earlier_units || unit_id END,
                earlier_until = CASE WHEN {day} = ANY(earlier_until) THEN earlier_until ELSE earlier_until || {day} END
            WHERE id = {teamId}
            """,
            cancellationToken
        );
        var move = await db.MoveTeamsAsync([successor.Id], asOf, now, cancellationToken);
        return move.Teams > 0 ? move : await db.TellOfAsync([teamId], now, cancellationToken);
    }

    /// <summary>Puts the teams of heirs back into the units that they came from.</summary>
    public static Task<int> ReturnTeamsAsync(
        this RegistryDbContext db,
        int[] inherited,
        int[] heirs,
        DateOnly day,
        CancellationToken cancellationToken
    ) =>
        // What it served stays on record, so that whoever counted its moves counts them back.
        db.Database.ExecuteSqlAsync(
            $"""
            UPDATE teams SET unit_id = heir.closed_id, unit_path = ''
            FROM unnest({inherited}, {heirs}) AS heir (closed_id, heir_id)
            WHERE teams.unit_id = heir.heir_id AND earlier_units[cardinality(earlier_units)] = heir.closed_id
                AND earlier_until[cardinality(earlier_until)] = {day}
            """,
            cancellationToken
        );

    private static async Task<TeamMove> TellOfAsync(
        this RegistryDbContext db,
        List<Guid> changed,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
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
        return new TeamMove(
            teams.Count,
            members.Count,
            [
                .. RegistryEvents.Teams(teams.Values.Select(team => team.ToFact()), now),
                .. RegistryEvents.Members(members.Select(member => member.ToFact(teams[member.TeamId])), now),
            ]
        );
    }
}

/// <summary>How many teams and members moved, and the events that tell of it.</summary>
internal sealed record TeamMove(int Teams, int Members, IReadOnlyList<OutboxMessage> Events);
