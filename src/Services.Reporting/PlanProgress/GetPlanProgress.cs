using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Reporting.Rollups;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.PlanProgress;

public static class GetPlanProgress
{
    /// <summary>Compares plan and actual: every target of a unit whose period holds the day.</summary>
    /// <remarks>
    /// Actual is the total from the first day of the period to the day. Expected is the target in proportion to the days
    /// that have passed, that day included; of a stock (teams, members), from where it stood on the eve; of a share of
    /// another indicator, all of it on every day. Per cents and expected have one decimal, halves away from zero; states are
    /// compared before rounding.
    /// </remarks>
    /// <param name="unit">Code of the unit.</param>
    /// <param name="on">The day (yyyy-MM-dd), from 2020 to today; today where absent.</param>
    /// <param name="plan">Only targets of this plan.</param>
    /// <param name="indicator">Only targets that count this indicator.</param>
    /// <param name="boundaries">
    /// asWas (default), or today: with all that stands below the unit today, and the targets of units that ended and whose
    /// heir it is, added up.
    /// </param>
    /// <param name="asOf">The day on which the unit bore this code; that of <paramref name="on"/> where absent.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<PlanProgressRow>>, ProblemHttpResult>> Handle(
        string unit,
        Caller caller,
        ReportingDbContext db,
        KeptTotals totals,
        TimeProvider clock,
        DateOnly? on = null,
        Guid? plan = null,
        string? indicator = null,
        string boundaries = "asWas",
        DateOnly? asOf = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var (question, problem) = await ProgressQuestion.ReadAsync(
            db,
            caller,
            clock,
            unit,
            on,
            boundaries,
            asOf,
            cancellationToken
        );
        if (question is null)
            return problem!;
        var goals = await Goals.ReadAsync(
            db,
            [question.Unit.Id],
            question.On,
            question.TreeOn,
            plan,
            indicator,
            cancellationToken
        );
        var rows = await question.AnswerAsync(
            totals,
            db,
            [question.Unit],
            [
                .. goals
                    .OrderBy(goal => goal.Measure.Indicator, StringComparer.Ordinal)
                    .ThenBy(goal => goal.Measure.FirstDay)
                    .ThenBy(goal => goal.Measure.LastDay)
                    .ThenBy(goal => goal.Measure.PlanLevel)
                    .ThenBy(goal => goal.TargetId)
                    .Select(goal => (question.Unit, goal.Measure, (Goal?)goal)),
            ],
            cancellationToken
        );
        return TypedResults.Ok(ProgressPages.Cut(rows, limit, cursor));
    }
}

internal static class ProgressPages
{
    /// <summary>A page of what was worked out whole: its cursor is how many rows were seen.</summary>
    public static Page<T> Cut<T>(IReadOnlyList<T> rows, int? limit, string? cursor)
    {
        var seen = Paging.Read<int?>(cursor) ?? 0;
        IReadOnlyList<T> read = [.. rows.Skip(seen).Take(Paging.Take(limit))];
        return read.ToPage(limit, _ => (int?)(seen + Paging.Take(limit) - 1));
    }
}
