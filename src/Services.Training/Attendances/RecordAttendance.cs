using System.Text.Json.Serialization;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Training.Attendances;

/// <summary>One member at the session.</summary>
/// <param name="MemberId">The member.</param>
/// <param name="Attended">True where absent; false takes an attendance back.</param>
/// <param name="Parts">Numbers of the parts attended, or taken back; all where absent. In CSV a text, such as "1 2".</param>
public sealed record RecordAttendanceRequest(
    Guid? MemberId,
    bool? Attended,
    [property: JsonConverter(typeof(PartNumbers))] IReadOnlyList<int>? Parts
)
{
    internal AttendanceRow ToRow() => new(MemberId!.Value, Attended ?? true, Parts is [] ? null : Parts);
}

public sealed class RecordAttendanceRules : AbstractValidator<RecordAttendanceRequest>
{
    public RecordAttendanceRules() => RuleFor(request => request.MemberId).NotNull();
}

public static class RecordAttendance
{
    /// <summary>Records who was at a session, up to 10,000 rows, each judged by itself.</summary>
    /// <remarks>
    /// Takes a JSON array, NDJSON or CSV. A row adds the parts that it names to those recorded, or takes them back, so that
    /// lists of half-days can come one after the other. Good rows are durable when the answer comes; each bad one is named
    /// with row, field, code and text. A row that says what is recorded already counts as unchanged, so a list can be sent
    /// again. 409 for a cancelled session, for one that has not been held yet, and for one that was confirmed, unless
    /// <c>correctionReason</c> says why its list is corrected.
    /// </remarks>
    /// <param name="dryRun">True answers what would happen and writes nothing.</param>
    /// <param name="correctionReason">Why the list of a session that was confirmed is corrected, up to 500 characters.</param>
    public static async Task<Results<Ok<BulkAnswer>, ProblemHttpResult>> Handle(
        Guid id,
        HttpContext http,
        IValidator<RecordAttendanceRequest> rules,
        AttendanceRecorder recorder,
        bool dryRun = false,
        string? correctionReason = null,
        CancellationToken cancellationToken = default
    )
    {
        var rows = BulkReader.ReadAsync(http.Request, rules, cancellationToken);
        if (rows is null)
            return CommonProblems.MediaTypeUnsupported.Result();
        var (answer, problem) = await recorder.RecordAsync(id, rows, dryRun, correctionReason, cancellationToken);
        return answer is null ? problem! : TypedResults.Ok(answer);
    }
}
