using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Files;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.Exports;

public static class GetExportContent
{
    /// <summary>Downloads the file of an export. 409 until it is whole.</summary>
    public static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> Handle(
        Guid id,
        HttpResponse response,
        Caller caller,
        ReportingDbContext db,
        FileKeeper<ReportingDbContext> files,
        CancellationToken cancellationToken
    )
    {
        var (job, problem) = await db.FindExportAsync(id, caller, cancellationToken);
        if (job is null)
            return problem!;
        if (job.Status == ExportJob.Failed)
            return ExportProblems.Broken.Result();
        if (job.FileHash is null)
            return ExportProblems.NotFinished.Result();
        // Expired between the two.
        if (await files.OpenAsync(job.FileHash, cancellationToken) is not { } content)
            return ExportProblems.NotFound.Result(id);
        return response.SendFile(
            content,
            $"{job.Table}-{job.Id}.{job.Format.Name()}",
            job.Format.MediaType(),
            job.FileHash
        );
    }
}
