using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Training.Sessions;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Training.Attendances;

/// <summary>One member at the session.</summary>
/// <param name="MemberId">The member.</param>
/// <param name="Attended">True where absent; false takes an attendance back.</param>
public sealed record RecordAttendanceRequest(Guid? MemberId, bool? Attended);

public sealed class RecordAttendanceRules : AbstractValidator<RecordAttendanceRequest>
{
    public RecordAttendanceRules() => RuleFor(request => request.MemberId).NotNull();
}

public static class RecordAttendance
{
    public const int MaxRows = 10_000;

    /// <summary>Records who was at a session, up to 10,000 rows, each judged by itself.</summary>
    /// <remarks>
    /// Takes a JSON array, NDJSON or CSV. Good rows are durable when the answer comes; each bad one is named with row,
    /// field, code and text. A row that says what is recorded already counts as unchanged, so a list can be sent again.
    /// 409 for a cancelled session and for one that has not been held yet.
    /// </remarks>
    /// <param name="dryRun">True answers what would happen and writes nothing.</param>
    public static async Task<Results<Ok<BulkAnswer>, ProblemHttpResult>> Handle(
        Guid id,
        HttpContext http,
        Caller caller,
        IValidator<RecordAttendanceRequest> rules,
        TrainingDbContext db,
        AttendanceWriter writer,
        TimeProvider clock,
        bool dryRun = false,
        CancellationToken cancellationToken = default
    )
    {
        var rows = BulkReader.ReadAsync(http.Request, rules, cancellationToken);
        if (rows is null)
            return CommonProblems.MediaTypeUnsupported.Result();
        var tally = new BulkTally();
        var good = new List<(int Number, AttendanceRow Row)>();
        await foreach (var row in rows)
        {
            if (row.Number > MaxRows)
                return AttendanceProblems.BatchTooLarge.Result(MaxRows);
            if (row.Errors.Count > 0)
                tally.Refuse(row.Number, row.Errors);
            else
                good.Add((row.Number, new AttendanceRow(row.Value!.MemberId!.Value, row.Value.Attended ?? true)));
        }

        var members = await writer.ReadMembersAsync([.. good.Select(pair => pair.Row.MemberId)], cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (session, problem) = await db.FindSessionAsync(id, caller, clock, lockIt: true, cancellationToken);
        if (session is null)
            return problem!;
        if (session.IsCancelled)
            return SessionProblems.Cancelled.Result(id);
        if (session.HeldOn > clock.Today())
            return AttendanceProblems.NotHeldYet.Result(session.HeldOn);
        var outcomes = await writer.WriteAsync(
            session,
            good.ConvertAll(pair => pair.Row),
            members,
            caller,
            cancellationToken
        );
        if (!dryRun)
        {
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        foreach (var (outcome, (number, _)) in outcomes.Zip(good))
            tally.Add(number, outcome);
        return TypedResults.Ok(tally.ToAnswer(dryRun));
    }
}
