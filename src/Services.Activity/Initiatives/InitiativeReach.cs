using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Initiatives;

/// <summary>Who sees an initiative: those above its proposer always, those for whom it is published as long as it is.</summary>
internal static class InitiativeReach
{
    /// <summary>The initiative, tracked; or why this caller cannot have it.</summary>
    /// <param name="lockIt">Keep others from changing it until the transaction ends.</param>
    public static async Task<(Initiative?, ProblemHttpResult?)> FindInitiativeAsync(
        this ActivityDbContext db,
        Guid id,
        Caller caller,
        TimeProvider clock,
        bool lockIt,
        CancellationToken cancellationToken
    )
    {
        var found = lockIt
            ? db.Initiatives.FromSql($"SELECT * FROM initiatives WHERE id = {id} FOR UPDATE")
            : db.Initiatives.Where(initiative => initiative.Id == id);
        if (await found.ToListAsync(cancellationToken) is not [var initiative])
            return (null, InitiativeProblems.NotFound.Result(id));
        if (caller.MayTouch(initiative.UnitPath))
            return (initiative, null);
        return
            initiative.Status == Initiative.Published
            && (await db.UnitsAboveAsync(caller, clock, cancellationToken)).Contains(initiative.PublishedUnit!)
            ? (initiative, null)
            : (null, CommonProblems.UnitOutOfScope.Result(initiative.UnitCode));
    }

    /// <summary>Those that the caller sees.</summary>
    public static async Task<IQueryable<Initiative>> VisibleAsync(
        this ActivityDbContext db,
        Caller caller,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var above = await db.UnitsAboveAsync(caller, clock, cancellationToken);
        return db
            .Initiatives.AsNoTracking()
            .Where(initiative =>
                UnitPath.IsWithin(initiative.UnitPath, caller.Unit)
                || (initiative.Status == Initiative.Published && above.Contains(initiative.PublishedUnit))
            );
    }

    /// <summary>Whoever proposes or applies: the team or unit that is named; or why the caller cannot speak for it.</summary>
    public static async Task<(InitiativeParty?, ProblemHttpResult?)> FindPartyAsync(
        this ActivityDbContext db,
        Guid? teamId,
        string? unitCode,
        DateOnly day,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        InitiativeParty party;
        if (teamId is not null)
        {
            var team = await db.Teams.AsNoTracking().SingleOrDefaultAsync(x => x.Id == teamId, cancellationToken);
            if (team is null)
                return (null, InitiativeProblems.TeamUnknown.Result(teamId));
            if (day < team.EstablishedOn || day >= team.DissolvedOn)
                return (null, InitiativeProblems.TeamNotInBeing.Result(teamId, day));
            party = new InitiativeParty(teamId, team.UnitId, team.UnitPath);
        }
        else
        {
            var unit = await db.FindUnitAsync(unitCode!, day, cancellationToken);
            if (unit is null)
                return (null, InitiativeProblems.UnitUnknown.Result(unitCode, day));
            party = new InitiativeParty(null, unit.Id, unit.Path);
        }
        return caller.MayTouch(party.UnitPath)
            ? (party, null)
            : (null, CommonProblems.UnitOutOfScope.Result(party.UnitCode));
    }

    /// <summary>Codes of the caller's unit and of all that stand above it today; the nation stands above everybody.</summary>
    private static async Task<string[]> UnitsAboveAsync(
        this ActivityDbContext db,
        Caller caller,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var unit = await db.FindUnitAsync(caller.Unit, clock.Today(), cancellationToken);
        return unit?.Path.Split('/') ?? [UnitPath.Nation];
    }
}
