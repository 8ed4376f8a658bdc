using CongNgheSo.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.Reports;

public static class GetReport
{
    /// <summary>Reads a report: filled in with what has been counted by now, or as it was submitted.</summary>
    public static async Task<Results<Ok<ReportResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpResponse response,
        ReportChange change,
        CancellationToken cancellationToken
    )
    {
        var (found, problem) = await change.FindAsync(id, cancellationToken);
        if (found is null)
            return problem!;
        response.SetETag(found.Report.Version);
        return TypedResults.Ok(
            ReportResponse.Of(found.Report, found.Period, await change.ReadAsync(found, cancellationToken))
        );
    }
}
