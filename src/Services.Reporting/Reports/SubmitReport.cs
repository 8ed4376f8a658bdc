using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.Reports;

public static class SubmitReport
{
    /// <summary>Submits a report to the unit above, with a copy of its figures as they are at this moment.</summary>
    /// <remarks>
    /// If-Match names the version being submitted; sending it again answers as before. Units below that have not reported
    /// do not hold it up: they are named in it. 422 where a required section is not written.
    /// </remarks>
    public static Task<Results<Ok<ReportResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpContext http,
        ReportingDbContext db,
        ReportChange change,
        CancellationToken cancellationToken
    )
    {
        return change.ApplyAsync(
            id,
            http,
            asReceiver: false,
            isDone: report => report.State == Report.Submitted,
            step: SubmitAsync,
            cancellationToken
        );

        async Task<(string?, string?, ProblemHttpResult?)> SubmitAsync(ReportInPeriod found, DateTimeOffset now)
        {
            var (report, period) = found;
            if (!report.IsOpen)
                return (null, null, ReportProblems.NotOpen.Result());
            var unwritten = period.Content.Sections.FirstOrDefault(section =>
                section.Required && !report.Body.Sections.ContainsKey(section.Code)
            );
            if (unwritten is not null)
                return (
                    null,
                    null,
                    ReportProblems.SectionMissing.Result(BilingualError.WantsEnglish ? unwritten.En : unwritten.Vi)
                );
            report.Submit(await change.ReadAsync(found, cancellationToken), now);
            return (ReportStep.Submitted, null, null);
        }
    }
}
