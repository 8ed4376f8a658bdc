using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Exports;

/// <summary>An export on its way.</summary>
/// <param name="Id">Id of the export.</param>
/// <param name="Table">What is exported.</param>
/// <param name="Format">"csv" or "xlsx".</param>
/// <param name="Query">The list's parameters.</param>
/// <param name="Status">"queued", "running", "succeeded" or "failed".</param>
/// <param name="Rows">Rows written so far, without the heading.</param>
/// <param name="Bytes">Length of the file; null until it is whole.</param>
/// <param name="AskedAt">When it was asked for (UTC).</param>
/// <param name="FinishedAt">When it succeeded or failed (UTC); null before.</param>
/// <param name="ExpiresAt">When it and its file are deleted (UTC).</param>
public sealed record ExportResponse(
    Guid Id,
    string Table,
    string Format,
    IReadOnlyDictionary<string, string> Query,
    string Status,
    int Rows,
    long? Bytes,
    DateTimeOffset AskedAt,
    DateTimeOffset? FinishedAt,
    DateTimeOffset ExpiresAt
)
{
    internal static ExportResponse Of(ExportJob job) =>
        new(
            job.Id,
            job.Table,
            job.Format.Name(),
            job.Query,
            job.Status,
            job.Rows,
            job.Bytes,
            job.AskedAt,
            job.FinishedAt,
            job.ExpiresAt
        );
}

internal static class ExportJobs
{
    /// <summary>The export, or why this caller does not see it: others' are told of as if they were not there.</summary>
    public static async Task<(ExportJob?, ProblemHttpResult?)> FindExportAsync(
        this ReportingDbContext db,
        Guid id,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        var job = await db.ExportJobs.AsNoTracking().SingleOrDefaultAsync(each => each.Id == id, cancellationToken);
        return job?.MayBeReadBy(caller) == true ? (job, null) : (null, ExportProblems.NotFound.Result(id));
    }
}
