using System.Diagnostics;
using CongNgheSo.Contracts.Training.V1;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Messaging;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Training.Sessions;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Attendances;

/// <summary>One member at the session.</summary>
public sealed record AttendanceRow(Guid MemberId, bool Attended);

/// <summary>
/// The one way in for attendance. Writers of a session hold its row, and the rows of the members concerned in the order
/// of their ids; attendances, first days and their events change in that transaction.
/// </summary>
public sealed class AttendanceWriter(TrainingDbContext db, TimeProvider clock)
{
    private const int FactsPerEvent = 500;
    private static readonly TimeSpan MemberGrace = TimeSpan.FromSeconds(2);

    /// <summary>What is known of the members. One registered a moment ago may still be on its way here: waits a little.</summary>
    public async Task<Dictionary<Guid, MemberCopy>> ReadMembersAsync(
        IReadOnlyCollection<Guid> ids,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(ids);
        var members = new Dictionary<Guid, MemberCopy>(ids.Count);
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(100, cancellationToken))
        {
            var missing = ids.Where(id => !members.ContainsKey(id)).Distinct().ToArray();
            if (missing.Length == 0)
                return members;
            var found = db.Members.AsNoTracking().Where(member => missing.Contains(member.Id));
            await foreach (var member in found.AsAsyncEnumerable().WithCancellation(cancellationToken))
                members[member.Id] = member;
            if (waited.Elapsed >= MemberGrace)
                return members;
        }
    }

    /// <summary>Writes what can be written of <paramref name="rows"/> and says what became of each, in order.</summary>
    /// <param name="session">The session, locked by the caller's transaction.</param>
    /// <param name="rows">Rows that passed the rules of their fields.</param>
    /// <param name="members">What is known of their members.</param>
    /// <param name="caller">Who records them.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<IReadOnlyList<Outcome>> WriteAsync(
        TrainingSession session,
        IReadOnlyList<AttendanceRow> rows,
        IReadOnlyDictionary<Guid, MemberCopy> members,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(rows);
        var ids = rows.Select(row => row.MemberId).Distinct().ToArray();
        var before = await db
            .Attendances.Where(row => row.SessionId == session.Id && ids.Contains(row.MemberId))
            .ToDictionaryAsync(row => row.MemberId, row => row.Attended, cancellationToken);
        var said = new Dictionary<Guid, bool>(rows.Count);
        var outcomes = rows.Select(Judge).ToArray();
        var changes = rows.Where((_, index) => outcomes[index].IsNew).ToArray();
        if (changes.Length == 0)
            return outcomes;

        Guid[] changed = [.. changes.Select(row => row.MemberId)];
        await FirstDays.LockAsync(db, PeopleOf(changed, members), cancellationToken);
        var written = await db
            .Database.SqlQuery<WrittenAttendance>(
                $"""
                INSERT INTO attendances AS row (id, version, session_id, member_id, unit_id, held_on, attended, counts)
                SELECT id, 1, {session.Id}, member_id, unit_id, {session.HeldOn}, attended, attended
                FROM unnest(
                    {changed.Select(member => Attendance.IdOf(session.Id, member)).ToArray()},
                    {changed},
                    {changed.Select(member => members[member].UnitId).ToArray()},
                    {changes.Select(row => row.Attended).ToArray()}) AS new (id, member_id, unit_id, attended)
                ON CONFLICT (session_id, member_id) DO UPDATE SET
                    version = row.version + 1, attended = excluded.attended, counts = excluded.counts
                RETURNING id AS "Id", version AS "Version", session_id AS "SessionId", member_id AS "MemberId",
                    unit_id AS "UnitId", held_on AS "HeldOn", counts AS "Counts"
                """
            )
            .ToListAsync(cancellationToken);
        await TellAsync(written, changed, members, cancellationToken);
        return outcomes;

        Outcome Judge(AttendanceRow row)
        {
            if (!members.TryGetValue(row.MemberId, out var member))
                return new Refusal(AttendanceProblems.MemberUnknown, "memberId", row.MemberId);
            if (!caller.MayTouch(member.UnitPath))
                return new Refusal(CommonProblems.UnitOutOfScope, "memberId", member.UnitPath.Split('/')[^1]);
            if (!member.IsInBeing(session.HeldOn))
                return new Refusal(AttendanceProblems.MemberNotInBeing, "memberId", row.MemberId, session.HeldOn);
            if (said.TryGetValue(row.MemberId, out var earlier))
                return earlier == row.Attended
                    ? new Outcome(IsNew: false)
                    : new Refusal(AttendanceProblems.MemberRepeated, "memberId", row.MemberId);
            said.Add(row.MemberId, row.Attended);
            return new Outcome(IsNew: before.GetValueOrDefault(row.MemberId) != row.Attended);
        }
    }

    /// <summary>Makes the attendances of a session follow its day, its topics and its cancellation.</summary>
    /// <param name="session">The session as it shall stand, locked by the caller's transaction.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task FollowAsync(TrainingSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        // First days are read by topic from the session as it shall stand.
        await db.SaveChangesAsync(cancellationToken);
        var recorded = await db
            .Attendances.Where(row => row.SessionId == session.Id)
            .Select(row => row.MemberId)
            .ToArrayAsync(cancellationToken);
        if (recorded.Length == 0)
            return;
        var members = await db
            .Members.AsNoTracking()
            .Where(member => recorded.Contains(member.Id))
            .ToDictionaryAsync(member => member.Id, cancellationToken);
        await FirstDays.LockAsync(db, PeopleOf(recorded, members), cancellationToken);
        var written = await db
            .Database.SqlQuery<WrittenAttendance>(
                $"""
                UPDATE attendances SET
                    version = version + 1, held_on = {session.HeldOn}, counts = attended AND NOT {session.IsCancelled}
                WHERE session_id = {session.Id}
                    AND (held_on <> {session.HeldOn} OR counts <> (attended AND NOT {session.IsCancelled}))
                RETURNING id AS "Id", version AS "Version", session_id AS "SessionId", member_id AS "MemberId",
                    unit_id AS "UnitId", held_on AS "HeldOn", counts AS "Counts"
                """
            )
            .ToListAsync(cancellationToken);
        await TellAsync(written, recorded, members, cancellationToken);
    }

    /// <summary>Works out the first days and puts both kinds of facts into the outbox, province by province.</summary>
    private async Task TellAsync(
        List<WrittenAttendance> written,
        Guid[] concerned,
        IReadOnlyDictionary<Guid, MemberCopy> members,
        CancellationToken cancellationToken
    )
    {
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
