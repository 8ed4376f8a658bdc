using CongNgheSo.Contracts.Training.V1;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Attendances;

/// <summary>A person's training after a change.</summary>
internal sealed record ChangedTraining(Guid MemberId, int Version, DateOnly? FirstTrainedOn);

/// <summary>Keeps <see cref="TrainedMember"/> and <see cref="TrainedTopic"/> right whatever changes at the same moment.</summary>
internal static class FirstDays
{
    private const string RefreshTopics = $$"""
        WITH now AS (
            SELECT member.person_id, topic, min(attended.held_on) AS first
            FROM members AS member
            JOIN {{Attended.Rows}} AS attended ON attended.member_id = member.id
            JOIN training_sessions AS session ON session.id = attended.session_id
            CROSS JOIN unnest(session.topics) AS topic
            WHERE member.person_id = ANY({0})
            GROUP BY member.person_id, topic
        ), told AS (
            SELECT member_id AS person_id, topic, first_trained_on FROM trained_topics WHERE member_id = ANY({0})
        )
        INSERT INTO trained_topics (member_id, topic, first_trained_on)
        SELECT person_id, topic, now.first FROM now FULL JOIN told USING (person_id, topic)
        WHERE now.first IS DISTINCT FROM told.first_trained_on
        ON CONFLICT (member_id, topic) DO UPDATE SET first_trained_on = excluded.first_trained_on
        RETURNING member_id
        """;

    // Worked out for all of them at once: one by one, a plan made before PostgreSQL knows the tables may read all of
    // the attendances for each.
    private const string RefreshMembers = $$"""
        UPDATE trained_members AS trained SET first_trained_on = now.first, version = trained.version + 1
        FROM unnest({0}) AS given (id) LEFT JOIN (
            SELECT member.person_id AS id, min(attended.held_on) AS first
            FROM members AS member JOIN {{Attended.Rows}} AS attended ON attended.member_id = member.id
            WHERE member.person_id = ANY({0})
            GROUP BY member.person_id
        ) AS now USING (id)
        WHERE trained.member_id = given.id
            AND (trained.first_trained_on IS DISTINCT FROM now.first OR given.id = ANY({1}))
        RETURNING trained.member_id AS "MemberId", trained.version AS "Version",
            trained.first_trained_on AS "FirstTrainedOn"
        """;

    /// <summary>
    /// Holds the rows of people, in the order of their ids, until the transaction ends: before their attendances change.
    /// </summary>
    public static Task<int> LockAsync(TrainingDbContext db, Guid[] people, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO trained_members AS member (member_id, version)
            SELECT DISTINCT id, 0 FROM unnest({people}) AS id ORDER BY id
            ON CONFLICT (member_id) DO UPDATE SET version = member.version
            """,
            cancellationToken
        );

    /// <summary>Works out the first days anew, seeing what others committed before the lock was ours.</summary>
    /// <returns>What is now to be told of those whose first day changed, at all or in a topic; they have no unit yet.</returns>
    public static async Task<List<MemberTrainingFact>> RefreshAsync(
        TrainingDbContext db,
        Guid[] people,
        CancellationToken cancellationToken
    )
    {
        var changed = await db.Database.SqlQueryRaw<Guid>(RefreshTopics, people).ToListAsync(cancellationToken);
        var members = await db
            .Database.SqlQueryRaw<ChangedTraining>(RefreshMembers, people, changed.Distinct().ToArray())
            .ToListAsync(cancellationToken);
        Guid[] ids = [.. members.Select(member => member.MemberId)];
        var topics = await db
            .TrainedTopics.AsNoTracking()
            .Where(topic => ids.Contains(topic.MemberId))
            .OrderBy(topic => topic.Topic)
            .ToListAsync(cancellationToken);
        var byMember = topics.ToLookup(
            topic => topic.MemberId,
            topic => new TopicTrainingFact(topic.Topic, topic.FirstTrainedOn)
        );
        return members.ConvertAll(member => new MemberTrainingFact(
            member.MemberId,
            member.Version,
            UnitId: 0,
            member.FirstTrainedOn,
            [.. byMember[member.MemberId]]
        ));
    }
}
