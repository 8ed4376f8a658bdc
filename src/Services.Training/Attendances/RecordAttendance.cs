using System.Globalization;
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
        var errors = new List<RowError>();
        var good = new List<AttendanceRow>();
        var numbers = new List<int>();
        var read = 0;
        await foreach (var row in rows)
        {
            if (++read > MaxRows)
                return AttendanceProblems.BatchTooLarge.Result(MaxRows);
            errors.AddRange(row.Errors.Select(error => RowError.Of(row.Number, error)));
            if (row.Errors.Count > 0)
                continue;
            good.Add(new AttendanceRow(row.Value!.MemberId!.Value, row.Value.Attended ?? true));
            numbers.Add(row.Number);
        }

        var members = await writer.ReadMembersAsync([.. good.Select(row => row.MemberId)], cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (session, problem) = await db.FindSessionAsync(id, caller, clock, lockIt: true, cancellationToken);
        if (session is null)
            return problem!;
        if (session.IsCancelled)
            return SessionProblems.Cancelled.Result(id);
        if (session.HeldOn > clock.Today())
            return AttendanceProblems.NotHeldYet.Result(
                session.HeldOn.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)
            );
        var outcomes = await writer.WriteAsync(session, good, members, caller, cancellationToken);
        if (!dryRun)
        {
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        for (var index = 0; index < outcomes.Count; index++)
            if (outcomes[index] is { Problem: { } refused } outcome)
                errors.Add(RowError.Of(numbers[index], refused.At("memberId", outcome.Arguments)));
        var accepted = outcomes.Count(outcome => outcome.Changed);
        var unchanged = outcomes.Count(outcome => outcome is { Changed: false, Problem: null });
        return TypedResults.Ok(
            new BulkAnswer(
                accepted,
                unchanged,
                read - accepted - unchanged,
                dryRun,
                [.. errors.OrderBy(error => error.Row)]
            )
        );
    }
}
