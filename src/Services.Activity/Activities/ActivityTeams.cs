using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using Npgsql;

namespace CongNgheSo.Services.Activity.Activities;

/// <summary>What recording needs to know of a team.</summary>
internal sealed record ActivityTeam(int UnitId, string UnitPath, DateOnly EstablishedOn, DateOnly? DissolvedOn);

/// <summary>Whether a team can have done what is recorded of it, and whether the caller may record it.</summary>
internal static class ActivityTeams
{
    /// <summary>Reads the teams whose ids are $1.</summary>
    public const string Select =
        "SELECT id, unit_id, unit_path, established_on, dissolved_on FROM teams WHERE id = ANY($1)";

    /// <summary>What <see cref="Select"/> found.</summary>
    public static async Task<Dictionary<Guid, ActivityTeam>> ReadAsync(
        NpgsqlDataReader reader,
        CancellationToken cancellationToken
    )
    {
        var teams = new Dictionary<Guid, ActivityTeam>();
        while (await reader.ReadAsync(cancellationToken))
            teams[reader.GetGuid(0)] = new ActivityTeam(
                reader.GetInt32(1),
                reader.GetString(2),
                reader.GetFieldValue<DateOnly>(3),
                reader.IsDBNull(4) ? null : reader.GetFieldValue<DateOnly>(4)
            );
        return teams;
    }

    /// <returns>Why the caller may not record what this team did; null where they may.</returns>
    public static Refusal? JudgeCaller(ActivityRow row, Dictionary<Guid, ActivityTeam> teams, Caller caller)
    {
        if (!teams.TryGetValue(row.TeamId, out var team))
            return new Refusal(ActivityProblems.TeamUnknown, "teamId", row.TeamId);
        return caller.MayTouch(team.UnitPath)
            ? null
            : new Refusal(CommonProblems.UnitOutOfScope, "teamId", team.UnitPath.Split('/')[^1]);
    }

    /// <summary>A team does things from the day it is established until the day it is dissolved.</summary>
    /// <returns>Why not; null where the team was in being.</returns>
    public static Refusal? JudgeDay(Guid teamId, DateOnly day, DateOnly establishedOn, DateOnly? dissolvedOn) =>
        day < establishedOn || day >= dissolvedOn
            ? new Refusal(ActivityProblems.TeamNotInBeing, "teamId", teamId, day)
            : null;
}
