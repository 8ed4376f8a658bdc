using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Plans;

/// <summary>Whom a plan or a target is for.</summary>
/// <param name="UnitId">Surrogate id of the unit; of a team, the unit that it serves.</param>
/// <param name="TeamId">The team; null where it is the unit.</param>
internal sealed record PlanOwner(int UnitId, Guid? TeamId);

internal static class PlanOwners
{
    /// <summary>The unit that bears the code today, or the team, if the caller may act for it; or why not.</summary>
    public static async Task<(PlanOwner?, ProblemHttpResult?)> FindOwnerAsync(
        this ActivityDbContext db,
        string? unitCode,
        Guid? teamId,
        Caller caller,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (teamId is not null)
        {
            var team = await db.Teams.SingleOrDefaultAsync(copy => copy.Id == teamId, cancellationToken);
            if (team is null)
                return (null, PlanProblems.TeamUnknown.Result(teamId));
            return caller.MayTouch(team.UnitPath)
                ? (new PlanOwner(team.UnitId, teamId), null)
                : (null, CommonProblems.UnitOutOfScope.Result(team.UnitPath.Split('/')[^1]));
        }
        var unit = await db.FindUnitAsync(unitCode!, clock.Today(), cancellationToken);
        if (unit is null)
            return (null, PlanProblems.UnitUnknown.Result(unitCode));
        return caller.MayTouch(unit.Path)
            ? (new PlanOwner(unit.Id, null), null)
            : (null, CommonProblems.UnitOutOfScope.Result(unitCode));
    }

    /// <summary>
    /// True where the caller may write for the unit, which is today's, or has ended and hangs under the one that took its
    /// place.
    /// </summary>
    public static async Task<bool> MayWriteForAsync(
        this ActivityDbContext db,
        int unitId,
        Caller caller,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var chains = await db.ChainsAsync([unitId], clock.Today(), cancellationToken);
        return chains.TryGetValue(unitId, out var chain) && caller.MayTouch(chain.Path);
    }

    /// <summary>The code of a unit, for texts.</summary>
    public static Task<string> CodeOfAsync(
        this ActivityDbContext db,
        int unitId,
        CancellationToken cancellationToken
    ) => db.Units.Where(unit => unit.Id == unitId).Select(unit => unit.Code).SingleAsync(cancellationToken);
}
