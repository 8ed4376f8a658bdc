using CongNgheSo.Contracts.Training.V1;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Messaging;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Training.Certificates;
using CongNgheSo.Services.Training.Sessions;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Attendances;

/// <summary>
/// The one way in for attendance. Writers of a session hold its row, and the rows of the members concerned in the order
/// of their ids; attendances, first days and their events change in that transaction.
/// </summary>
public sealed class AttendanceWriter(TrainingDbContext db, TimeProvider clock)
{
    private const int FactsPerEvent = 500;

    /// <summary>Writes what can be written of <paramref name="rows"/> and says what became of each, in order.</summary>
    /// <param name="session">The session, locked by the caller's transaction.</param>
    /// <param name="rows">Rows that passed the rules of their fields.</param>
    /// <param name="members">What is known of their members.</param>
    /// <param name="caller">Who records them; null where the right over the members was judged before.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<IReadOnlyList<Outcome>> WriteAsync(
        TrainingSession session,
        IReadOnlyList<AttendanceRow> rows,
        IReadOnlyDictionary<Guid, MemberCopy> members,
        Caller? caller,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(rows);
        var ids = rows.Select(row => row.MemberId).Distinct().ToArray();
        var before = await db
            .Attendances.AsNoTracking()
            .Where(row => row.SessionId == session.Id && ids.Contains(row.MemberId))
            .ToDictionaryAsync(row => row.MemberId, cancellationToken);
        // Asked only where something is taken back: most lists, and every check-in, only add.
        var takenBack = rows.Where(row => !row.Attended).Select(row => row.MemberId).Distinct().ToArray();
        HashSet<Guid> certified = takenBack is []
            ? []
            : await db
                .Certificates.StandingOn(session.Id)
                .Where(each => takenBack.Contains(each.MemberId))
                .Select(each => each.MemberId)
                .ToHashSetAsync(cancellationToken);
        var judge = new AttendanceJudge(session, members, before, certified, caller, clock.Today());
        var outcomes = rows.Select(judge.Judge).ToArray();
        if (judge.Changed.Count == 0)
            return outcomes;

        Guid[] changed = [.. judge.Changed.Keys];
        await FirstDays.LockAsync(db, PeopleOf(changed, members), cancellationToken);
        var written = await db
            .Database.SqlQuery<WrittenAttendance>(
                $"""
                INSERT INTO attendances AS row (id, version, session_id, member_id, unit_id, held_on, parts, counts)
                SELECT id, 1, {session.Id}, member_id, unit_id, {session.HeldOn}, parts::integer[], counts
                FROM unnest(
                    {changed.Select(member => Attendance.IdOf(session.Id, member)).ToArray()},
                    {changed},
                    {changed.Select(member => members[member].UnitId).ToArray()},
                    {changed.Select(member => $"{{{string.Join(',', judge.Changed[member])}}}").ToArray()},
                    {changed.Select(member => session.IsEnough(judge.Changed[member].Length)).ToArray()})
                    AS new (id, member_id, unit_id, parts, counts)
                ON CONFLICT (session_id, member_id) DO UPDATE SET
                    version = row.version + 1, parts = excluded.parts, counts = excluded.counts
                RETURNING id AS "Id", version AS "Version", session_id AS "SessionId", member_id AS "MemberId",
                    unit_id AS "UnitId", held_on AS "HeldOn", counts AS "Counts"
                """
            )
            .ToListAsync(cancellationToken);
        await TellAsync(
            written,
            id => before.GetValueOrDefault(id)?.Counts == true,
            changed,
            members,
            cancellationToken
        );
        return outcomes;
    }

    /// <summary>Makes the attendances of a session follow its day, its topics, its rule and its cancellation.</summary>
    /// <param name="session">The session as it shall stand, locked by the caller's transaction.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task FollowAsync(TrainingSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        // First days are read by topic from the session as it shall stand.
        await db.SaveChangesAsync(cancellationToken);
        var before = await db
            .Attendances.Where(row => row.SessionId == session.Id)
            .ToDictionaryAsync(row => row.MemberId, row => row.Counts, cancellationToken);
        if (before.Count == 0)
            return;
        Guid[] recorded = [.. before.Keys];
        var members = await db
            .Members.AsNoTracking()
            .Where(member => recorded.Contains(member.Id))
            .ToDictionaryAsync(member => member.Id, cancellationToken);
        await FirstDays.LockAsync(db, PeopleOf(recorded, members), cancellationToken);
        var (required, cancelled) = (session.RequiredParts, session.IsCancelled);
        var written = await db
            .Database.SqlQuery<WrittenAttendance>(
                $"""
                UPDATE attendances SET
                    version = version + 1, held_on = {session.HeldOn},
                    counts = cardinality(parts) >= {required} AND NOT {cancelled}
                WHERE session_id = {session.Id}
                    AND (held_on <> {session.HeldOn} OR counts <> (cardinality(parts) >= {required} AND NOT {cancelled}))
                RETURNING id AS "Id", version AS "Version", session_id AS "SessionId", member_id AS "MemberId",
                    unit_id AS "UnitId", held_on AS "HeldOn", counts AS "Counts"
                """
            )
            .ToListAsync(cancellationToken);
        await TellAsync(written, id => before[id], recorded, members, cancellationToken);
    }

    /// <summary>
    /// Works out the first days and puts both kinds of facts into the outbox, province by province. What neither counts
    /// nor counted before is nobody's business.
    /// </summary>
    private async Task TellAsync(
        IEnumerable<WrittenAttendance> all,
        Func<Guid, bool> countedBefore,
        Guid[] concerned,
        IReadOnlyDictionary<Guid, MemberCopy> members,
        CancellationToken cancellationToken
    )
    {
        var written = all.Where(row => row.Counts || countedBefore(row.MemberId));
        var trained = await FirstDays.RefreshAsync(db, PeopleOf(concerned, members), cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var (province, rows) in ByProvince(written, row => members[row.MemberId]))
            db.Outbox.Add(
                OutboxMessage.From(new AttendanceRecorded(now, [.. rows.Select(row => row.ToFact())]), province)
            );
        // Of a person's memberships in the session the first, so that it is always the same one.
        var people = concerned
            .Select(id => members[id])
            .GroupBy(member => member.PersonId)
            .ToDictionary(person => person.Key, person => person.MinBy(member => (member.JoinedOn, member.Id))!);
        foreach (var (province, facts) in ByProvince(trained, fact => people[fact.MemberId]))
            db.Outbox.Add(
                OutboxMessage.From(
                    new MembersTrained(
                        now,
                        [.. facts.Select(fact => fact with { UnitId = people[fact.MemberId].UnitId })]
                    ),
                    province
                )
            );
    }

    private static Guid[] PeopleOf(Guid[] memberIds, IReadOnlyDictionary<Guid, MemberCopy> members) =>
        [.. memberIds.Select(id => members[id].PersonId).Distinct()];

    private static IEnumerable<(string Province, T[] Rows)> ByProvince<T>(
        IEnumerable<T> rows,
        Func<T, MemberCopy> memberOf
    ) =>
        rows.GroupBy(row => UnitPath.Province(memberOf(row).UnitPath))
            .SelectMany(province => province.Chunk(FactsPerEvent), (province, chunk) => (province.Key, chunk));
}
