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
        await db.TrainedMembers.LockAsync(db, changed, cancellationToken);
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
        await TellAsync(written, members, cancellationToken);
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

    /// <summary>Makes the attendances of a session follow its day and its cancellation.</summary>
    /// <param name="session">The session as it shall stand, locked by the caller's transaction.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task FollowAsync(TrainingSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        var followers = await db
            .Attendances.Where(row => row.SessionId == session.Id)
            .Where(row => row.HeldOn != session.HeldOn || row.Counts != (row.Attended && !session.IsCancelled))
            .Select(row => row.MemberId)
            .ToArrayAsync(cancellationToken);
        if (followers.Length == 0)
            return;
        await db.TrainedMembers.LockAsync(db, followers, cancellationToken);
        var written = await db
            .Database.SqlQuery<WrittenAttendance>(
                $"""
                UPDATE attendances SET
                    version = version + 1, held_on = {session.HeldOn}, counts = attended AND NOT {session.IsCancelled}
                WHERE session_id = {session.Id} AND member_id = ANY({followers})
                RETURNING id AS "Id", version AS "Version", session_id AS "SessionId", member_id AS "MemberId",
                    unit_id AS "UnitId", held_on AS "HeldOn", counts AS "Counts"
                """
            )
            .ToListAsync(cancellationToken);
        var members = await db
            .Members.AsNoTracking()
            .Where(member => followers.Contains(member.Id))
            .ToDictionaryAsync(member => member.Id, cancellationToken);
        await TellAsync(written, members, cancellationToken);
    }

    /// <summary>Works out the first days and puts both kinds of facts into the outbox, province by province.</summary>
    private async Task TellAsync(
        List<WrittenAttendance> written,
        IReadOnlyDictionary<Guid, MemberCopy> members,
        CancellationToken cancellationToken
    )
    {
        Guid[] ids = [.. written.Select(row => row.MemberId)];
        var trained = await db.TrainedMembers.RefreshAsync(db, ids, cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var (province, rows) in ByProvince(written, row => row.MemberId, members))
            db.Outbox.Add(
                OutboxMessage.From(new AttendanceRecorded(now, [.. rows.Select(row => row.ToFact())]), province)
            );
        foreach (var (province, rows) in ByProvince(trained, row => row.MemberId, members))
            db.Outbox.Add(OutboxMessage.From(new MembersTrained(now, [.. rows.Select(ToFact)]), province));

        MemberTrainingFact ToFact(ChangedTraining row) =>
            new(row.MemberId, row.Version, members[row.MemberId].UnitId, row.FirstTrainedOn);
    }

    private static IEnumerable<(string Province, T[] Rows)> ByProvince<T>(
        IEnumerable<T> rows,
        Func<T, Guid> memberOf,
        IReadOnlyDictionary<Guid, MemberCopy> members
    ) =>
        rows.GroupBy(row => UnitPath.Province(members[memberOf(row)].UnitPath))
            .SelectMany(province => province.Chunk(FactsPerEvent), (province, chunk) => (province.Key, chunk));
}
