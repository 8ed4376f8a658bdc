using CongNgheSo.Contracts.Reporting.V1;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Messaging;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Reporting.ReportDefinitions;
using CongNgheSo.Services.Reporting.Rollups;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Reports;

/// <summary>A report with its period.</summary>
public sealed record ReportInPeriod(Report Report, ReportPeriod Period);

/// <summary>What all steps of a report share: who may, the version check, the step kept, the event, one transaction.</summary>
public sealed class ReportChange(ReportingDbContext db, KeptTotals totals, Caller caller, TimeProvider clock)
{
    /// <summary>The report, tracked; or why this caller does not see it.</summary>
    public async Task<(ReportInPeriod?, ProblemHttpResult?)> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var found = await (
            from report in db.Reports
            join period in db.ReportPeriods on report.PeriodId equals period.Id
            where report.Id == id
            select new ReportInPeriod(report, period)
        ).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
            return (null, ReportProblems.NotFound.Result(id));
        return caller.MayTouch(found.Report.UnitPath)
            ? (found, null)
            : (null, CommonProblems.UnitOutOfScope.Result(found.Report.UnitCode));
    }

    /// <summary>Carries out one step.</summary>
    /// <param name="id">The report.</param>
    /// <param name="http">Carries If-Match; gets the new ETag.</param>
    /// <param name="asReceiver">True where the step is the receiver's, not the unit's own.</param>
    /// <param name="isDone">True where the report already stands as this step would leave it.</param>
    /// <param name="step">Changes the report and returns the step to keep, if it is one; or says why it cannot be.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<Results<Ok<ReportResponse>, ProblemHttpResult>> ApplyAsync(
        Guid id,
        HttpContext http,
        bool asReceiver,
        Func<Report, bool> isDone,
        Func<ReportInPeriod, DateTimeOffset, Task<(string? Kind, string? Note, ProblemHttpResult? Problem)>> step,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(http);
        if (http.Request.IfMatch() is not { } expected)
            return CommonProblems.VersionRequired.Result();
        var (found, problem) = await FindAsync(id, cancellationToken);
        if (found is null)
            return problem!;
        var (report, period) = found;
        if (asReceiver && !caller.MayTouch(report.ReceiverPath))
            return CommonProblems.UnitOutOfScope.Result(report.ReceiverPath.Split('/')[^1]);
        // A retry whose first try arrived finds its own work done.
        if (report.Version == expected + 1 && isDone(report))
            return await AnswerAsync(found, http, cancellationToken);
        if (report.Version != expected)
            return CommonProblems.VersionStale.Result(report.Version);
        // What changes nothing makes no version.
        if (isDone(report))
            return await AnswerAsync(found, http, cancellationToken);

        var now = clock.StoredNow();
        (var kind, var note, problem) = await step(found, now);
        if (problem is not null)
            return problem;
        if (kind is not null)
        {
            db.ReportSteps.Add(new ReportStep(report, kind, note, caller.ClientId, now));
            db.Outbox.Add(
                OutboxMessage.From(new ReportsChanged(now, [report.ToFact(period)]), UnitPath.Province(report.UnitPath))
            );
        }
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        // Whoever took a step at the same moment holds the version, or has kept theirs already.
        catch (DbUpdateException exception)
            when (exception is DbUpdateConcurrencyException || DatabaseFailures.IsUniqueViolation(exception))
        {
            return CommonProblems.VersionStale.Result(expected + 1);
        }
        return await AnswerAsync(found, http, cancellationToken);
    }

    /// <summary>The report as it reads now: live while it is written, the copy once it is submitted.</summary>
    public async Task<ReportCopy> ReadAsync(ReportInPeriod found, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(found);
        var (report, period) = found;
        return report is { IsOpen: false, Copy: { } copy }
            ? copy
            : new ReportCopy(
                await totals.CountAsync(report, period, cancellationToken),
                report.Body,
                await db.MissingBelowAsync(report, cancellationToken),
                await db.ReportedBeforeAsync(report, period, cancellationToken),
                await db.ReportedBelowAsync(report, period, cancellationToken),
                await db.PlannedAsync(totals, report, period, cancellationToken)
            );
    }

    private async Task<Ok<ReportResponse>> AnswerAsync(
        ReportInPeriod found,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        http.Response.SetETag(found.Report.Version);
        return TypedResults.Ok(
            ReportResponse.Of(found.Report, found.Period, await ReadAsync(found, cancellationToken))
        );
    }
}
