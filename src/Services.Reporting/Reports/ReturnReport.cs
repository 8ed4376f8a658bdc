using CongNgheSo.ServiceDefaults.Text;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.Reports;

/// <param name="Remarks">What is to be put right, up to 2000 characters.</param>
public sealed record ReturnReportRequest(string? Remarks);

public sealed class ReturnReportRules : AbstractValidator<ReturnReportRequest>
{
    public ReturnReportRules() => RuleFor(request => request.Remarks).NotEmpty().MaximumLength(2_000);
}

public static class ReturnReport
{
    /// <summary>Returns a submitted report to its unit, which puts it right and submits it again.</summary>
    /// <remarks>If-Match names the version being returned; sending it again answers as before.</remarks>
    public static Task<Results<Ok<ReportResponse>, ProblemHttpResult>> Handle(
        Guid id,
        ReturnReportRequest request,
        HttpContext http,
        ReportChange change,
        CancellationToken cancellationToken
    )
    {
        var remarks = StoredText.CleanLines(request.Remarks!);
        return change.ApplyAsync(
            id,
            http,
            asReceiver: true,
            isDone: report => report.State == Report.Returned && report.Remarks == remarks,
            step: (found, _) => Task.FromResult(Return(found.Report, remarks)),
            cancellationToken
        );
    }

    private static (string?, string?, ProblemHttpResult?) Return(Report report, string remarks)
    {
        if (report.State != Report.Submitted)
            return (null, null, ReportProblems.NotSubmitted.Result());
        report.Return(remarks);
        return (ReportStep.Returned, remarks, null);
    }
}
