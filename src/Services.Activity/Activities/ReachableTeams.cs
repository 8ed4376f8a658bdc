using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.RegistryCopies;

namespace CongNgheSo.Services.Activity.Activities;

internal static class ReachableTeams
{
    /// <summary>The teams within the caller's unit; of these only those of a unit and below, or only one.</summary>
    public static IQueryable<TeamCopy> TeamsWithin(this ActivityDbContext db, Caller caller, string? unit, Guid? team)
    {
        var teams = db.Teams.Where(copy => UnitPath.IsWithin(copy.UnitPath, caller.Unit));
        if (unit is not null)
            teams = teams.Where(copy => UnitPath.IsWithin(copy.UnitPath, unit));
        if (team is not null)
            teams = teams.Where(copy => copy.Id == team);
        return teams;
    }
}
