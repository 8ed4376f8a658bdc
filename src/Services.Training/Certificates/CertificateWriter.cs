using CongNgheSo.Contracts.Training.V1;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Messaging;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Training.Levels;
using CongNgheSo.Services.Training.Quizzes;
using CongNgheSo.Services.Training.Sessions;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Certificates;

/// <summary>A certificate that is asked for, under the id that it shall have.</summary>
public sealed record CertificateRow(Guid Id, CertificateContent Content);

/// <summary>
/// The one way in for certificates. Whoever issues holds the session's row (so that attendance stays what it is), then
/// the holders' in the order of their ids, then the counters' in the order of their codes; certificates, numbers and
/// events commit together.
/// </summary>
public sealed class CertificateWriter(TrainingDbContext db, TimeProvider clock)
{
    private const int FactsPerEvent = 500;

    /// <summary>Issues what can be issued of <paramref name="rows"/> and says what became of each, in order.</summary>
    /// <param name="session">The session, locked by the caller's transaction.</param>
    /// <param name="rows">Rows that passed the rules of their fields.</param>
    /// <param name="caller">Who issues them.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<IReadOnlyList<Outcome<Certificate>>> IssueAsync(
        TrainingSession session,
        IReadOnlyList<CertificateRow> rows,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(caller);
        var judgement = await ReadAsync(session, rows, caller, cancellationToken);
        var refusals = new Refusal?[rows.Count];
        var standing = new Certificate?[rows.Count];
        var fresh = new List<int>();
        // By member, the row of this request that gets them theirs.
        var first = new Dictionary<Guid, int>();
        var ids = new HashSet<Guid>();
        for (var index = 0; index < rows.Count; index++)
        {
            var (id, content) = rows[index];
            (standing[index], refusals[index]) = judgement.Judge(rows[index]);
            if (standing[index] is not null || refusals[index] is not null)
                continue;
            if (first.TryGetValue(content.MemberId, out var earlier))
                refusals[index] =
                    rows[earlier].Content == content
                        ? null
                        : new Refusal(CertificateProblems.Exists, "memberId", rows[earlier].Id);
            else if (!ids.Add(id))
                refusals[index] = new Refusal(CertificateProblems.IdTaken, "id", id);
            else
            {
                first.Add(content.MemberId, index);
                fresh.Add(index);
            }
        }
        await IssueAsync(judgement, rows, fresh, standing, caller, cancellationToken);
        return
        [
            .. rows.Select(
                (row, index) =>
                    refusals[index] is { } refusal
                        ? refusal
                        : new Outcome<Certificate>(
                            standing[index] ?? standing[first[row.Content.MemberId]],
                            fresh.Contains(index),
                            null
                        )
            ),
        ];
    }

    private async Task IssueAsync(
        CertificateJudgement judgement,
        IReadOnlyList<CertificateRow> rows,
        List<int> fresh,
        Certificate?[] standing,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var byIssuer = fresh
            .GroupBy(index => judgement.IssuerOf(rows[index].Content).Code)
            .OrderBy(group => group.Key, StringComparer.Ordinal);
        foreach (var group in byIssuer)
        {
            var serial = await db.CertificateCounters.TakeAsync(
                db,
                group.Key,
                now.DayInVietnam().Year,
                group.Count(),
                cancellationToken
            );
            foreach (var index in group)
                standing[index] = new Certificate(
                    rows[index].Id,
                    rows[index].Content,
                    judgement.GroundsOf(rows[index].Content, serial++),
                    caller.ClientId,
                    now
                );
        }
        var issued = fresh.ConvertAll(index => standing[index]!);
        db.Certificates.AddRange(issued);
        foreach (var province in issued.GroupBy(each => UnitPath.Province(judgement.Members[each.MemberId].UnitPath)))
        foreach (var chunk in province.Chunk(FactsPerEvent))
            db.Outbox.Add(
                OutboxMessage.From(new CertificatesIssued(now, [.. chunk.Select(each => each.ToFact())]), province.Key)
            );
    }

    /// <summary>Everything that the rows are judged by, once the holders' rows are ours.</summary>
    private async Task<CertificateJudgement> ReadAsync(
        TrainingSession session,
        IReadOnlyList<CertificateRow> rows,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        var today = clock.Today();
        Guid[] members = [.. rows.Select(row => row.Content.MemberId).Distinct()];
        Guid[] ids = [.. rows.Select(row => row.Id)];
        var erased = await db.CertificateHolders.LockAsync(db, members, cancellationToken);
        var existing = await db
            .Certificates.AsNoTracking()
            .Where(each =>
                ids.Contains(each.Id)
                || (each.SessionId == session.Id && members.Contains(each.MemberId) && each.RevokedOn == null)
            )
            .ToListAsync(cancellationToken);
        var quiz = await db.QuizOfSessionAsync(session.Id, session.ProgrammeId, cancellationToken);
        var issuers = new Dictionary<string, UnitAt?>();
        foreach (var code in rows.Select(row => row.Content.IssuingUnit ?? session.OrganiserUnit).Distinct())
            issuers[code] = await db.FindUnitAsync(code, today, cancellationToken);
        return new CertificateJudgement(session, caller)
        {
            Erased = erased,
            ById = existing.ToDictionary(each => each.Id),
            ByMember = existing
                .Where(each => each.SessionId == session.Id && each.RevokedOn is null)
                .ToDictionary(each => each.MemberId),
            Programme = await db
                .Programmes.Where(each => each.Id == session.ProgrammeId)
                .Select(each => each.Title)
                .SingleAsync(cancellationToken),
            Members = await db
                .Members.AsNoTracking()
                .Where(member => members.Contains(member.Id))
                .ToDictionaryAsync(member => member.Id, cancellationToken),
            Attended = await db
                .Attendances.Where(row => row.SessionId == session.Id && row.Counts)
                .Where(row => members.Contains(row.MemberId))
                .Select(row => row.MemberId)
                .ToHashSetAsync(cancellationToken),
            QuizId = quiz?.Id,
            Passed = quiz is null
                ? []
                : await db
                    .QuizAttempts.Where(each => each.QuizId == quiz.Id && each.SessionId == session.Id)
                    .Where(each => members.Contains(each.MemberId) && each.Passed == true)
                    .Select(each => each.MemberId)
                    .ToHashSetAsync(cancellationToken),
            LevelNames = await db
                .Levels.On(today)
                .ToDictionaryAsync(level => level.Code, level => level.Vi, cancellationToken),
            Issuers = issuers,
        };
    }
}
