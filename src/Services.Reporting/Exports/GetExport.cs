using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.Exports;

public static class GetExport
{
    /// <summary>Tells how far an export is. Only for who asked for it, and for clients of unit VN.</summary>
    public static async Task<Results<Ok<ExportResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        ReportingDbContext db,
        CancellationToken cancellationToken
    )
    {
        var (job, problem) = await db.FindExportAsync(id, caller, cancellationToken);
        return job is null ? problem! : TypedResults.Ok(ExportResponse.Of(job));
    }
}
