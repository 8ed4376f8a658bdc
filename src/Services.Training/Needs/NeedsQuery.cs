using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Training.Attendances;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Needs;

/// <summary>A member who still needs a topic.</summary>
/// <param name="MemberId">The member.</param>
/// <param name="TeamId">Their team.</param>
/// <param name="Unit">Code of the team's unit.</param>
/// <param name="Branch">Surrogate id of the unit right below the one asked for that they belong to; null for its own.</param>
/// <param name="Role">Code of their role.</param>
/// <param name="Topic">Code of the topic.</param>
/// <param name="Since">Day on which the role was taken, or on which the requirement came into force if that is later.</param>
/// <param name="DueOn">The last day on which they are in time.</param>
/// <param name="IsOverdue">That day is over.</param>
/// <param name="RequirementId">The requirement; of several the one that is due first.</param>
public sealed record Need(
    Guid MemberId,
    Guid TeamId,
    string Unit,
    int? Branch,
    string Role,
    string Topic,
    DateOnly Since,
    DateOnly DueOn,
    bool IsOverdue,
    Guid RequirementId
);

/// <summary>
/// Who still needs what, in one statement that the list, the counts and invitations all ask. As of a day means: the
/// members, requirements and attendances of that day; teams, roles and boundaries are today's.
/// </summary>
public sealed class NeedsQuery(TrainingDbContext db, TimeProvider clock)
{
    // {4} the day, {5} the requirements, each with its scope in {2}. A person's earlier memberships count, too.
    private const string Needs = $$"""
        {{UnitReach.Tree}},
        required AS MATERIALIZED (
            SELECT id, role, topic, within_days, valid_from, given.scope
            FROM unnest({5}, {2}) AS given (id, scope) JOIN training_requirements USING (id)
        )
        SELECT member.id AS "MemberId", member.team_id AS "TeamId", unit.code AS "Unit", tree.branch AS "Branch",
            member.role AS "Role", need.topic AS "Topic", need.since AS "Since", need.due_on AS "DueOn",
            need.due_on < {4} AS "IsOverdue", need.id AS "RequirementId"
        FROM tree
        JOIN units AS unit ON unit.id = tree.id
        JOIN members AS member ON member.unit_id = tree.id
        CROSS JOIN LATERAL (
            SELECT DISTINCT ON (topic) topic, id, greatest(member.role_since, valid_from) AS since,
                greatest(member.role_since, valid_from) + within_days AS due_on
            FROM required
            WHERE scope = ANY(tree.scopes) AND (role IS NULL OR role = member.role)
            ORDER BY topic, due_on, id
        ) AS need
        WHERE member.joined_on <= {4} AND (member.left_on IS NULL OR member.left_on > {4}) AND member.role_since <= {4}
            AND NOT EXISTS (
                SELECT FROM members AS same
                JOIN {{Attended.Rows}} AS attended ON attended.member_id = same.id AND attended.held_on <= {4}
                JOIN training_sessions AS session ON session.id = attended.session_id
                WHERE same.person_id = member.person_id AND need.topic = ANY(session.topics)
            )
        """;

    /// <summary>Everybody at and below a unit who still needs a topic, once for each topic; to be composed over.</summary>
    /// <param name="unitId">Surrogate id of the unit, which stands today.</param>
    /// <param name="asOf">The day.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IQueryable<Need>> AsOfAsync(int unitId, DateOnly asOf, CancellationToken cancellationToken)
    {
        var reach = await UnitReach.OfAsync(db, unitId, asOf, clock.Today(), cancellationToken);
        return db.Database.SqlQueryRaw<Need>(
            Needs,
            reach.UnitId,
            reach.Today,
            reach.Scopes,
            reach.Above,
            asOf,
            reach.Requirements
        );
    }

    /// <summary>Ids of the members at and below a unit who need a topic today, in order: whom to invite.</summary>
    /// <param name="unitId">Surrogate id of the unit, which stands today.</param>
    /// <param name="topic">Code of the topic; any where null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Guid>> MembersAsync(int unitId, string? topic, CancellationToken cancellationToken)
    {
        var needs = await AsOfAsync(unitId, clock.Today(), cancellationToken);
        if (topic is not null)
            needs = needs.Where(need => need.Topic == topic);
        return await needs.Select(need => need.MemberId).Distinct().Order().ToListAsync(cancellationToken);
    }
}
