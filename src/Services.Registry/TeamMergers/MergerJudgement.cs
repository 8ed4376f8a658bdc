using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Registry.Teams;

namespace CongNgheSo.Services.Registry.TeamMergers;

/// <summary>Which teams can be merged, and where.</summary>
internal static class MergerJudgement
{
    private const int Village = 4;

    /// <summary>Why these teams cannot be merged, whatever comes of them.</summary>
    public static Refusal? OfTeams(Guid[] ids, List<Team> teams, Dictionary<int, UnitAt> served, Caller caller)
    {
        foreach (var id in ids)
            if (teams.Find(team => team.Id == id) is not { } team)
                return new Refusal(TeamMergerProblems.TeamUnknown, "teamIds", id);
            else if (!caller.MayTouch(team.UnitPath))
                return OutOfScope("teamIds", team.UnitPath);
        foreach (var team in teams)
        {
            if (team.DissolvedOn is not null)
                return new Refusal(TeamProblems.Dissolved, "teamIds", team.Id);
            if (CommuneOf(served[team.UnitId]) != CommuneOf(served[teams[0].UnitId]))
                return new Refusal(TeamMergerProblems.CommunesDiffer, "teamIds", team.Id);
        }
        return null;
    }

    /// <summary>Why the resulting team cannot serve the unit that was named, or needs one to be named.</summary>
    public static Refusal? OfUnit(
        string? code,
        UnitAt? named,
        Team? survivor,
        List<Team> teams,
        Dictionary<int, UnitAt> served,
        Caller caller
    )
    {
        const string field = "result.unitCode";
        if (survivor is not null)
            return code is null || named?.Id == survivor.UnitId
                ? null
                : new Refusal(TeamMergerProblems.UnitOfAnother, field, served[survivor.UnitId].Code);
        if (code is null)
            return teams.TrueForAll(team => team.UnitId == teams[0].UnitId)
                ? null
                : new Refusal(TeamMergerProblems.UnitMissing, field);
        if (named is null)
            return new Refusal(TeamProblems.UnitUnknown, field, code);
        if (!caller.MayTouch(named.Path))
            return OutOfScope(field, named.Path);
        return CommuneOf(named) == CommuneOf(served[teams[0].UnitId])
            ? null
            : new Refusal(TeamMergerProblems.CommunesDiffer, field, teams[0].Id);
    }

    public static Refusal OutOfScope(string field, string path) =>
        new(CommonProblems.UnitOutOfScope, field, path.Split('/')[^1]);

    /// <summary>A village's commune stands right above it; a commune is its own.</summary>
    private static string CommuneOf(UnitAt unit) =>
        unit.Level == Village && unit.Path.Split('/') is [.., var commune, _] ? commune : unit.Code;
}
