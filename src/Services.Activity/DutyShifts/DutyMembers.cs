using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.DutyShifts;

/// <summary>What a roster must know of a member.</summary>
/// <param name="UnitPath">Codes from the nation down to the unit of their team as of today.</param>
/// <param name="JoinedOn">First day.</param>
/// <param name="GoneOn">The first day on which they are not there: they left, or their team was dissolved.</param>
internal sealed record DutyMember(string UnitPath, DateOnly JoinedOn, DateOnly? GoneOn)
{
    public bool IsInBeing(DateOnly day) => JoinedOn <= day && !(day >= GoneOn);
}

internal static class DutyMembers
{
    /// <summary>Those that are known. A member whose team is not known yet is there until told otherwise.</summary>
    public static async Task<Dictionary<Guid, DutyMember>> ReadDutyMembersAsync(
        this ActivityDbContext db,
        IReadOnlyCollection<Guid> ids,
        CancellationToken cancellationToken
    )
    {
        var found = await (
            from member in db.Members
            where ids.Contains(member.Id)
            join known in db.Teams on member.TeamId equals known.Id into teams
            from team in teams.DefaultIfEmpty()
            select new
            {
                member.Id,
                member.UnitPath,
                member.JoinedOn,
                member.LeftOn,
                DissolvedOn = team == null ? null : team.DissolvedOn,
            }
        ).ToListAsync(cancellationToken);
        return found.ToDictionary(
            row => row.Id,
            row => new DutyMember(row.UnitPath, row.JoinedOn, Earlier(row.LeftOn, row.DissolvedOn))
        );
    }

    private static DateOnly? Earlier(DateOnly? left, DateOnly? right) => left < right || right is null ? left : right;
}
