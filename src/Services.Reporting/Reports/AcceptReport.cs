using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.Reports;

public static class AcceptReport
{
    /// <summary>Accepts a submitted report of a unit below: from now on its figures are frozen.</summary>
    /// <remarks>If-Match names the version being accepted; sending it again answers as before.</remarks>
    public static Task<Results<Ok<ReportResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpContext http,
        ReportChange change,
        CancellationToken cancellationToken
    ) =>
        change.ApplyAsync(
            id,
            http,
            asReceiver: true,
            isDone: report => report.State == Report.Accepted,
            step: (found, now) => Task.FromResult(Accept(found.Report, now)),
            cancellationToken
        );

    private static (string?, string?, ProblemHttpResult?) Accept(Report report, DateTimeOffset now)
    {
        if (report.State != Report.Submitted)
            return (null, null, ReportProblems.NotSubmitted.Result());
        report.Accept(now);
        return (ReportStep.Accepted, null, null);
    }
}
