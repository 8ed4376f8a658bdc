using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Registry.Members;
using CongNgheSo.Services.Registry.Teams;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.CompositionPolicies;

/// <summary>
/// The rules of a policy that refuses changes which break them. What breaks them is said in SQL too, for the lists
/// (<c>BreachQuery</c>): random teams and policies are judged by both in the tests.
/// </summary>
/// <param name="UnitPath">Where the team is.</param>
/// <param name="Kind">The team's kind.</param>
/// <param name="MinMembers">Fewest members.</param>
/// <param name="MaxMembers">Most members.</param>
/// <param name="LeaderBackgrounds">The backgrounds that a leader may have; empty for any.</param>
/// <param name="DocumentNumber">The document that lays it down.</param>
public sealed record RefusingPolicy(
    string UnitPath,
    string Kind,
    int? MinMembers,
    int? MaxMembers,
    string[] LeaderBackgrounds,
    string DocumentNumber
)
{
    /// <summary>Why a team cannot be composed so; null where it can.</summary>
    /// <param name="before">Who was in it.</param>
    /// <param name="after">Who would be in it.</param>
    /// <param name="anew">
    /// True where the policy is met for the first time: the team is new, or of another kind than before. Otherwise only what
    /// makes a breach, or makes one worse, is refused, so that a team can be mended step by step.
    /// </param>
    public Refusal? Judge(IReadOnlyCollection<Member> before, IReadOnlyCollection<Member> after, bool anew)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (after.Count < MinMembers && (anew ? after.Count > 0 : after.Count < before.Count))
            return new Refusal(CompositionPolicyProblems.TooFew, "members", after.Count, MinMembers, DocumentNumber);
        if (after.Count > MaxMembers && (anew || after.Count > before.Count))
            return new Refusal(CompositionPolicyProblems.TooMany, "members", after.Count, MaxMembers, DocumentNumber);
        if (LacksLeader(after) && (anew ? after.Count > 0 : IsWellLed(before)))
            return new Refusal(CompositionPolicyProblems.LeaderMissing, "members", DocumentNumber);
        if (WrongLeaders(after) is var wrong && wrong > (anew ? 0 : WrongLeaders(before)))
            return new Refusal(
                CompositionPolicyProblems.LeaderBackground,
                "members",
                string.Join(", ", LeaderBackgrounds),
                DocumentNumber
            );
        return null;
    }

    private bool LacksLeader(IReadOnlyCollection<Member> members) =>
        LeaderBackgrounds.Length > 0 && members.All(member => member.Role != "leader");

    private bool IsWellLed(IReadOnlyCollection<Member> members) => !LacksLeader(members) && WrongLeaders(members) == 0;

    private int WrongLeaders(IReadOnlyCollection<Member> members) =>
        LeaderBackgrounds.Length == 0
            ? 0
            : members.Count(member => member.Role == "leader" && !LeaderBackgrounds.Contains(member.Background));
}

/// <summary>Asks the policies that refuse before a change of a team or of its members is kept.</summary>
public sealed class CompositionCheck(RegistryDbContext db, TimeProvider clock)
{
    /// <summary>The policies that refuse, by the place and kind of the teams that they apply to today.</summary>
    public async Task<Dictionary<(string Path, string Kind), RefusingPolicy>> PoliciesAsync(
        IEnumerable<(string Path, string Kind, int Level)> teams,
        CancellationToken cancellationToken
    )
    {
        var asked = teams.Distinct().ToArray();
        var policies = await db
            .Database.SqlQueryRaw<RefusingPolicy>(
                $$"""
                SELECT team.unit_path AS "UnitPath", team.kind AS "Kind", policy.min_members AS "MinMembers",
                    policy.max_members AS "MaxMembers", policy.leader_backgrounds AS "LeaderBackgrounds",
                    policy.document_number AS "DocumentNumber"
                FROM unnest({1}, {2}, {3}) AS team (unit_path, kind, level)
                CROSS JOIN LATERAL ({{ApplicablePolicy.OfTeam}}) AS policy
                WHERE policy.enforcement = 'refuse'
                """,
                clock.Today(),
                asked.Select(team => team.Path).ToArray(),
                asked.Select(team => team.Kind).ToArray(),
                asked.Select(team => team.Level).ToArray()
            )
            .ToListAsync(cancellationToken);
        return policies.ToDictionary(policy => (policy.UnitPath, policy.Kind));
    }

    /// <summary>Why the policy that applies to a team refuses a change of its members; null where it does not.</summary>
    /// <param name="team">The team as it would be.</param>
    /// <param name="changed">Members of it as they would be, those who join or leave included.</param>
    /// <param name="anew">True where the team is new, or of another kind than before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Refusal?> RefusalAsync(
        Team team,
        IReadOnlyCollection<Member> changed,
        bool anew,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        ArgumentNullException.ThrowIfNull(changed);
        var level = await db
            .Units.Where(unit => unit.Id == team.UnitId)
            .Select(unit => unit.Level)
            .SingleAsync(cancellationToken);
        var policies = await PoliciesAsync([(team.UnitPath, team.Kind, level)], cancellationToken);
        if (!policies.TryGetValue((team.UnitPath, team.Kind), out var policy))
            return null;
        var before = await db
            .Members.AsNoTracking()
            .Where(member => member.TeamId == team.Id && member.LeftOn == null)
            .ToListAsync(cancellationToken);
        var ids = changed.Select(member => member.Id).ToHashSet();
        var after = before
            .Where(member => !ids.Contains(member.Id))
            .Concat(changed.Where(member => member.LeftOn is null))
            .ToList();
        return policy.Judge(before, after, anew);
    }
}
