using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Activity.DutyShifts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.DutyRosters;

internal static class DutyRosterReach
{
    /// <summary>The roster, tracked; or why this caller cannot have it.</summary>
    /// <param name="lockIt">Keep others from changing it and its shifts until the transaction ends.</param>
    public static async Task<(DutyRoster?, ProblemHttpResult?)> FindRosterAsync(
        this ActivityDbContext db,
        Guid id,
        Caller caller,
        bool lockIt,
        CancellationToken cancellationToken
    )
    {
        var found = lockIt
            ? db.DutyRosters.FromSql($"SELECT * FROM duty_rosters WHERE id = {id} FOR UPDATE")
            : db.DutyRosters.Where(roster => roster.Id == id);
        if (await found.ToListAsync(cancellationToken) is not [var roster])
            return (null, DutyRosterProblems.NotFound.Result(id));
        return caller.MayTouch(roster.UnitPath)
            ? (roster, null)
            : (null, CommonProblems.UnitOutOfScope.Result(roster.UnitCode));
    }

    /// <summary>The rosters within a unit.</summary>
    public static IQueryable<DutyRoster> Within(this IQueryable<DutyRoster> rosters, string unit) =>
        rosters.Where(roster => UnitPath.IsWithin(roster.UnitPath, unit));

    /// <summary>Why these members cannot take turns for a unit; null where they can.</summary>
    public static async Task<ProblemHttpResult?> JudgePoolAsync(
        this ActivityDbContext db,
        string unitCode,
        IReadOnlyCollection<Guid> ids,
        CancellationToken cancellationToken
    )
    {
        var members = await db.ReadDutyMembersAsync(ids, cancellationToken);
        foreach (var id in ids)
        {
            if (!members.TryGetValue(id, out var member))
                return DutyRosterProblems.MemberUnknown.Result(id);
            if (!UnitPath.IsWithin(member.UnitPath, unitCode))
                return DutyRosterProblems.MemberElsewhere.Result(id, unitCode);
        }
        return null;
    }
}
