using CongNgheSo.Services.Registry.CompositionPolicies;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.CompositionBreaches;

/// <summary>A team whose composition breaks the policy that applies to it.</summary>
/// <param name="TeamId">The team.</param>
/// <param name="UnitPath">Codes from the nation down to its unit as of today, joined by "/".</param>
/// <param name="UnitName">Full name of its unit.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its own name; null where it has none.</param>
/// <param name="PolicyId">The policy.</param>
/// <param name="DocumentNumber">The document that lays it down.</param>
/// <param name="Enforcement">"report" or "refuse".</param>
/// <param name="Rules">
/// The rules that are broken: "too-few", "too-many", "leader-background" (there is no leader, or one of another background).
/// </param>
/// <param name="Members">How many members it has.</param>
/// <param name="MinMembers">How many the policy asks for at least; null for no limit.</param>
/// <param name="MaxMembers">How many it allows at most; null for no limit.</param>
/// <param name="LeaderBackgrounds">The backgrounds of those who lead it.</param>
/// <param name="AllowedBackgrounds">The backgrounds that the policy allows a leader; empty for any.</param>
public sealed record CompositionBreach(
    Guid TeamId,
    string UnitPath,
    string UnitName,
    string Kind,
    string? Name,
    Guid PolicyId,
    string DocumentNumber,
    string Enforcement,
    string[] Rules,
    int Members,
    int? MinMembers,
    int? MaxMembers,
    string[] LeaderBackgrounds,
    string[] AllowedBackgrounds
);

internal static class BreachQuery
{
    /// <summary>The breaches of the day {0}, a row a team, by the rules of <see cref="RefusingPolicy"/>. Whatever narrows it down does so before anybody is counted.</summary>
    public const string OfTheDay = $$"""
        SELECT team.id AS "TeamId", team.unit_path AS "UnitPath", team.full_name AS "UnitName", team.kind AS "Kind",
            team.name AS "Name", policy.id AS "PolicyId", policy.document_number AS "DocumentNumber",
            policy.enforcement AS "Enforcement", broken.rules AS "Rules", standing.members AS "Members",
            policy.min_members AS "MinMembers", policy.max_members AS "MaxMembers",
            standing.leader_backgrounds AS "LeaderBackgrounds", policy.leader_backgrounds AS "AllowedBackgrounds"
        FROM (
            SELECT teams.id, teams.unit_path, teams.kind, teams.name, units.level, units.full_name
            FROM teams JOIN units ON units.id = teams.unit_id
            WHERE teams.established_on <= {0} AND (teams.dissolved_on IS NULL OR teams.dissolved_on > {0})
        ) AS team
        CROSS JOIN LATERAL ({{ApplicablePolicy.OfTeam}}) AS policy
        CROSS JOIN LATERAL (
            SELECT count(*)::integer AS members,
                coalesce(array_agg(background ORDER BY background) FILTER (WHERE role = 'leader'), ARRAY[]::text[])
                    AS leader_backgrounds
            FROM members
            WHERE team_id = team.id AND joined_on <= {0} AND (left_on IS NULL OR left_on > {0})
        ) AS standing
        CROSS JOIN LATERAL (
            SELECT array_remove(ARRAY[
                CASE WHEN standing.members < policy.min_members THEN 'too-few' END,
                CASE WHEN standing.members > policy.max_members THEN 'too-many' END,
                CASE WHEN cardinality(policy.leader_backgrounds) > 0
                    AND (cardinality(standing.leader_backgrounds) = 0
                        OR NOT standing.leader_backgrounds <@ policy.leader_backgrounds) THEN 'leader-background' END
            ], NULL) AS rules
        ) AS broken
        WHERE cardinality(broken.rules) > 0
        """;

    public static IQueryable<CompositionBreach> On(RegistryDbContext db, DateOnly day) =>
        db.Database.SqlQueryRaw<CompositionBreach>(OfTheDay, day);
}
