namespace CongNgheSo.Services.Registry.CompositionPolicies;

/// <summary>Which policy applies to a team: said once, for the reports and for the refusals.</summary>
internal static class ApplicablePolicy
{
    /// <summary>
    /// The policy for a row <c>team (unit_path, kind, level)</c> on the day {0}, as a lateral subquery; no row where none
    /// applies. The nearest unit comes first, then one for the kind, then one for the level.
    /// </summary>
    public const string OfTeam = """
        SELECT policy.*
        FROM composition_policies AS policy
        WHERE policy.unit_code = ANY(string_to_array(team.unit_path, '/'))
            AND (policy.team_kind IS NULL OR policy.team_kind = team.kind)
            AND (policy.team_level IS NULL OR policy.team_level = CASE team.level WHEN 4 THEN 'village' ELSE 'commune' END)
            AND policy.valid_from <= {0} AND (policy.valid_to IS NULL OR policy.valid_to > {0})
        ORDER BY array_position(string_to_array(team.unit_path, '/'), policy.unit_code) DESC,
            policy.team_kind IS NULL, policy.team_level IS NULL
        LIMIT 1
        """;
}
