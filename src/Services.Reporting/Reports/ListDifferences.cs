using CongNgheSo.Services.Reporting.Rollups;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.Reports;

/// <summary>A figure that has changed since the report was submitted.</summary>
/// <param name="Indicator">Code of the indicator.</param>
/// <param name="Counted">What had been counted when it was submitted.</param>
/// <param name="CountedNow">What has been counted by now: later records of the same days are in it.</param>
/// <param name="Difference">The second minus the first.</param>
public sealed record ReportDifference(string Indicator, long Counted, long CountedNow, long Difference);

/// <summary>What has changed since a report was submitted.</summary>
/// <param name="Differences">The figures that are no longer the same; empty where all are.</param>
public sealed record ReportDifferencesResponse(IReadOnlyList<ReportDifference> Differences);

public static class ListDifferences
{
    /// <summary>What was recorded late: each figure of the submitted copy that no longer is what is counted.</summary>
    /// <remarks>An accepted report stays as it is; <c>PUT …/revision</c> lets the unit take the difference in. 409 before it was submitted.</remarks>
    public static async Task<Results<Ok<ReportDifferencesResponse>, ProblemHttpResult>> Handle(
        Guid id,
        KeptTotals totals,
        ReportChange change,
        CancellationToken cancellationToken
    )
    {
        var (found, problem) = await change.FindAsync(id, cancellationToken);
        if (found is null)
            return problem!;
        if (found.Report.Copy is not { } copy)
            return ReportProblems.NeverSubmitted.Result();
        var now = await totals.CountAsync(found.Report, found.Period, cancellationToken);
        return TypedResults.Ok(
            new ReportDifferencesResponse([
                .. from code in found.Period.Content.Indicators
                let before = copy.Counted.GetValueOrDefault(code)
                let today = now.GetValueOrDefault(code)
                where before != today
                select new ReportDifference(code, before, today, today - before),
            ])
        );
    }
}
