using CongNgheSo.ServiceDefaults.Text;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.Reports;

/// <param name="Reason">Why it is reopened, up to 2000 characters.</param>
public sealed record ReopenReportRequest(string? Reason);

public sealed class ReopenReportRules : AbstractValidator<ReopenReportRequest>
{
    public ReopenReportRules() => RuleFor(request => request.Reason).NotEmpty().MaximumLength(2_000);
}

public static class ReopenReport
{
    /// <summary>Reopens an accepted report for a revision that takes in what has come since.</summary>
    /// <remarks>
    /// What was accepted is kept among the steps and stands until the revision is accepted. If-Match names the version being
    /// reopened; sending it again answers as before.
    /// </remarks>
    public static Task<Results<Ok<ReportResponse>, ProblemHttpResult>> Handle(
        Guid id,
        ReopenReportRequest request,
        HttpContext http,
        ReportChange change,
        CancellationToken cancellationToken
    )
    {
        var reason = StoredText.CleanLines(request.Reason!);
        return change.ApplyAsync(
            id,
            http,
            asReceiver: true,
            isDone: report => report is { State: Report.Draft, Revision: > 0 } && report.Remarks == reason,
            step: (found, _) => Task.FromResult(Reopen(found.Report, reason)),
            cancellationToken
        );
    }

    private static (string?, string?, ProblemHttpResult?) Reopen(Report report, string reason)
    {
        if (report.State != Report.Accepted)
            return (null, null, ReportProblems.NotAccepted.Result());
        report.Reopen(reason);
        return (ReportStep.Reopened, reason, null);
    }
}
