using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Training.Attendances;

public static class ImportAttendance
{
    /// <summary>Records who was at a session from a file as it comes from the field, up to 10,000 rows.</summary>
    /// <remarks>
    /// Takes CSV or XLSX with a heading "Mã định danh thành viên" (or <c>memberId</c>) somewhere in the first rows, and
    /// "Tham dự" (<c>attended</c>) and "Các phần tham dự" (<c>parts</c>) where they are wanted, other columns being passed
    /// over; a row that leaves both empty where "Tham dự" is a column is of somebody who was absent. Also NDJSON and JSON. Rows are judged as those of <c>…/attendance</c>; XLSX rows go by the numbers that the
    /// sheet shows. With <c>rejectedRows=true</c> the answer is a file in the format sent with the rows that were refused,
    /// and the reasons in a last column: mend and send it as it is. Sending a file again records nothing twice.
    /// </remarks>
    /// <param name="dryRun">True answers what would happen and writes nothing.</param>
    /// <param name="rejectedRows">True answers the rows that were refused, as a file.</param>
    /// <param name="correctionReason">Why the list of a session that was confirmed is corrected, up to 500 characters.</param>
    public static async Task<Results<Ok<BulkAnswer>, FileContentHttpResult, ProblemHttpResult>> Handle(
        Guid id,
        HttpRequest request,
        IValidator<RecordAttendanceRequest> rules,
        AttendanceRecorder recorder,
        bool dryRun = false,
        bool rejectedRows = false,
        string? correctionReason = null,
        CancellationToken cancellationToken = default
    )
    {
        if (BulkFormats.Of(request.ContentType) is not { } format)
            return CommonProblems.MediaTypeUnsupported.Result();
        await using var content = await TemporaryFile.CopyAsync(request.Body, cancellationToken);
        var file = new AttendanceFile(format, content, rules, cancellationToken);
        var (answer, problem) = await recorder.RecordAsync(
            id,
            file.RowsAsync(),
            dryRun,
            correctionReason,
            cancellationToken
        );
        if (answer is null)
            return problem!;
        if (!rejectedRows)
            return TypedResults.Ok(answer);
        using var rejected = new MemoryStream();
        await file.WriteRejectedAsync(answer.Errors, rejected);
        return TypedResults.File(rejected.ToArray(), format.MediaType(), $"rejected-rows-{id}.{format.Name()}");
    }
}
