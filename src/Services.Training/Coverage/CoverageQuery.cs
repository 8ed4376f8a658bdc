using System.Data;
using CongNgheSo.Services.Training.Attendances;
using CongNgheSo.Services.Training.Needs;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Coverage;

/// <summary>What is asked of a unit: from one day to another, in a topic or in any, of a role or of all.</summary>
internal sealed record CoverageQuestion(
    int UnitId,
    bool IsNation,
    DateOnly From,
    DateOnly To,
    string? Topic,
    string? Role
);

/// <summary>A unit right below the one asked for; what has ended hangs under its heir.</summary>
internal sealed record BranchRow(int Id, string Code, string FullName, int Level, bool HasEnded);

/// <summary>The sums of those of a role in a branch; in none are those who belong to the unit itself.</summary>
internal sealed record FigureRow(int? Branch, string Role, long Members, long Trained, long Attendances);

/// <summary>The sums of a topic over all branches.</summary>
internal sealed record TopicRow(string Topic, long Trained, long Attendances);

/// <summary>Who needs what, counted.</summary>
internal sealed record NeedRow(int? Branch, string Role, string Topic, bool IsOverdue, long Count);

/// <summary>All that a coverage is made of, as it stood at one moment.</summary>
internal sealed record CoverageRows(
    IReadOnlyList<BranchRow> Branches,
    IReadOnlyList<FigureRow> Figures,
    IReadOnlyList<TopicRow> Topics,
    IReadOnlyList<NeedRow> Needs
);

/// <summary>
/// Every membership belongs to one unit, so that all figures are sums over the units within it, distinct members too. What
/// a person attended in an earlier membership counts in their latest.
/// </summary>
internal static class CoverageQuery
{
    // Of UnitReach.Tree {0} to {3}; {4} first day, {5} last day, {6} topic, {7} role.
    private const string Branches = $$"""
        {{UnitReach.Tree}}
        SELECT unit.id AS "Id", unit.code AS "Code", unit.full_name AS "FullName", unit.level AS "Level",
            coalesce(unit.valid_to <= {1}, false) AS "HasEnded"
        FROM tree JOIN units AS unit ON unit.id = tree.id
        WHERE tree.id = tree.branch
        ORDER BY unit.code
        """;

    private const string TimesOfPeople = $$"""
        SELECT same.person_id, count(*) AS times
        FROM members AS same JOIN {{Attended.Rows}} AS attended ON attended.member_id = same.id
        WHERE attended.held_on BETWEEN {4} AND {5} AND (
            {6}::text IS NULL
            OR EXISTS (SELECT FROM training_sessions WHERE id = attended.session_id AND {6}::text = ANY(topics))
        )
        """;

    /// <summary>Not for the nation, where it is everybody.</summary>
    private const string IsWithin =
        "AND same.person_id IN (SELECT person_id FROM tree JOIN members AS within ON within.unit_id = tree.id)";

    private const string IsInBeing = "member.joined_on <= {5} AND (member.left_on IS NULL OR member.left_on > {5})";

    private const string IsLatest = """
        NOT EXISTS (
            SELECT FROM members AS later
            WHERE later.person_id = member.person_id AND later.joined_on <= {1}
                AND (coalesce(later.left_on, 'infinity'), later.joined_on, later.id)
                    > (coalesce(member.left_on, 'infinity'), member.joined_on, member.id)
        )
        """;

    private const string IsAsked = "({7}::text IS NULL OR member.role = {7}::text)";

    private const string Topics = $$"""
        {{UnitReach.Tree}}
        SELECT topic AS "Topic", count(DISTINCT member.id) FILTER (WHERE {{IsInBeing}}) AS "Trained",
            count(*) FILTER (WHERE {{IsLatest}}) AS "Attendances"
        FROM tree
        JOIN members AS member ON member.unit_id = tree.id
        JOIN members AS same ON same.person_id = member.person_id
        JOIN {{Attended.Rows}} AS attended ON attended.member_id = same.id AND attended.held_on BETWEEN {4} AND {5}
        JOIN training_sessions AS session ON session.id = attended.session_id
        CROSS JOIN unnest(session.topics) AS topic
        WHERE {{IsAsked}} AND ({6}::text IS NULL OR topic = {6}::text)
        GROUP BY topic
        """;

    public static async Task<CoverageRows> ReadAsync(
        TrainingDbContext db,
        NeedsQuery query,
        CoverageQuestion question,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        // All of it at one moment, so that it adds up whatever is recorded meanwhile.
        await using var moment = await db.Database.BeginTransactionAsync(
            IsolationLevel.RepeatableRead,
            cancellationToken
        );
        // The nation's members are hashed and summed in memory.
        await db.Database.ExecuteSqlAsync($"SET LOCAL work_mem = '64MB'", cancellationToken);
        int[] none = [];
        object?[] values =
        [
            question.UnitId,
            today,
            none,
            none,
            question.From,
            question.To,
            question.Topic,
            question.Role,
        ];
        var needs = await query.AsOfAsync(question.UnitId, question.To, cancellationToken);
        if (question.Topic is not null)
            needs = needs.Where(need => need.Topic == question.Topic);
        if (question.Role is not null)
            needs = needs.Where(need => need.Role == question.Role);
        return new CoverageRows(
            await RowsAsync<BranchRow>(Branches),
            await RowsAsync<FigureRow>(Figures(question.IsNation)),
            await RowsAsync<TopicRow>(Topics),
            await needs
                .GroupBy(need => new
                {
                    need.Branch,
                    need.Role,
                    need.Topic,
                    need.IsOverdue,
                })
                .Select(same => new NeedRow(
                    same.Key.Branch,
                    same.Key.Role,
                    same.Key.Topic,
                    same.Key.IsOverdue,
                    same.LongCount()
                ))
                .ToListAsync(cancellationToken)
        );

        Task<List<T>> RowsAsync<T>(string sql) =>
            db.Database.SqlQueryRaw<T>(sql, values!).ToListAsync(cancellationToken);
    }

    private static string Figures(bool isNation) =>
        $$"""
            {{UnitReach.Tree}}
            SELECT branch AS "Branch", role AS "Role",
                count(*) FILTER (WHERE {{IsInBeing}}) AS "Members",
                count(*) FILTER (WHERE counted.times > 0 AND {{IsInBeing}}) AS "Trained",
                coalesce(sum(counted.times) FILTER (WHERE counted.times > 0 AND {{IsLatest}}), 0)::bigint AS "Attendances"
            FROM tree
            JOIN members AS member ON member.unit_id = tree.id
            LEFT JOIN (
                {{TimesOfPeople}} {{(isNation ? "" : IsWithin)}} GROUP BY same.person_id
            ) AS counted USING (person_id)
            WHERE {{IsAsked}}
            GROUP BY branch, role
            """;
}
