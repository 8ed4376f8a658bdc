using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Reports;

/// <summary>A step of a report.</summary>
/// <param name="Version">The version that it made.</param>
/// <param name="Kind">"submitted", "accepted", "returned" or "reopened".</param>
/// <param name="Note">Remarks or reason; null where there are none.</param>
/// <param name="By">Id of the client.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Copy">What was submitted; null for other steps.</param>
public sealed record ReportStepResponse(
    int Version,
    string Kind,
    string? Note,
    string By,
    DateTimeOffset At,
    ReportCopy? Copy
);

public static class ListReportSteps
{
    /// <summary>The way of a report: every submission with its copy, every acceptance, return and reopening, oldest first.</summary>
    public static async Task<Results<Ok<IReadOnlyList<ReportStepResponse>>, ProblemHttpResult>> Handle(
        Guid id,
        ReportingDbContext db,
        ReportChange change,
        CancellationToken cancellationToken
    )
    {
        var (found, problem) = await change.FindAsync(id, cancellationToken);
        if (found is null)
            return problem!;
        var steps = await db
            .ReportSteps.AsNoTracking()
            .Where(step => step.ReportId == id)
            .OrderBy(step => step.Version)
            .ToListAsync(cancellationToken);
        IReadOnlyList<ReportStepResponse> answer =
        [
            .. steps.Select(step => new ReportStepResponse(
                step.Version,
                step.Kind,
                step.Note,
                step.By,
                step.At,
                step.Copy
            )),
        ];
        return TypedResults.Ok(answer);
    }
}
