using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Text;
using CongNgheSo.Services.Training.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Training.Attendances;

/// <summary>Takes a list of who was there, wherever it comes from.</summary>
public sealed class AttendanceRecorder(TrainingDbContext db, AttendanceWriter writer, Caller caller, TimeProvider clock)
{
    public const int MaxRows = 10_000;

    /// <summary>Records the good rows of a list, each judged by itself; or tells why none can be.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="rows">The list.</param>
    /// <param name="dryRun">True writes nothing.</param>
    /// <param name="reason">Why a list that was confirmed is corrected.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<(BulkAnswer?, ProblemHttpResult?)> RecordAsync(
        Guid sessionId,
        IAsyncEnumerable<BulkRow<RecordAttendanceRequest>> rows,
        bool dryRun,
        string? reason,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        var tally = new BulkTally();
        var good = new List<(int Number, AttendanceRow Row)>();
        var count = 0;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            if (++count > MaxRows)
                return (null, AttendanceProblems.BatchTooLarge.Result(MaxRows));
            if (row.Errors.Count > 0)
                tally.Refuse(row.Number, row.Errors);
            else
                good.Add((row.Number, row.Value!.ToRow()));
        }

        var members = await db.ReadMembersAsync([.. good.Select(pair => pair.Row.MemberId)], cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (session, problem) = await db.FindSessionAsync(sessionId, caller, clock, lockIt: true, cancellationToken);
        if (session is null)
            return (null, problem);
        if (session.IsCancelled)
            return (null, SessionProblems.Cancelled.Result(sessionId));
        if (session.HeldOn > clock.Today())
            return (null, AttendanceProblems.NotHeldYet.Result(session.HeldOn));
        reason = StoredText.Optional(reason);
        if (session.IsConfirmed && reason is not { Length: <= AttendanceCorrection.LongestReason })
            return (null, AttendanceProblems.Closed.Result(sessionId, AttendanceCorrection.LongestReason));
        var outcomes = await writer.WriteAsync(
            session,
            good.ConvertAll(pair => pair.Row),
            members,
            caller,
            cancellationToken
        );
        foreach (var (outcome, (number, _)) in outcomes.Zip(good))
            tally.Add(number, outcome);
        var answer = tally.ToAnswer(dryRun);
        if (dryRun)
            return (answer, null);
        if (session.IsConfirmed && answer.Accepted > 0)
            db.AttendanceCorrections.Add(
                new AttendanceCorrection(sessionId, reason!, answer.Accepted, caller.ClientId, clock.GetUtcNow())
            );
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (answer, null);
    }
}
