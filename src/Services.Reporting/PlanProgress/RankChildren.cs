using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Reporting.Rollups;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.PlanProgress;

public static class RankChildren
{
    /// <summary>Where is a unit behind plan? Compares plan and actual of the units right below it, the furthest behind first.</summary>
    /// <remarks>
    /// Every unit below stands there once for each measure that the unit or one below it has a target of: those without a
    /// target, and those of whom no activity is recorded, as well. Where nobody has a target, what was counted since the
    /// beginning of the year is told. Ranked by actual in proportion to expected.
    /// </remarks>
    /// <param name="unit">Code of the unit.</param>
    /// <param name="indicator">Code of the indicator that is compared.</param>
    /// <param name="on">The day (yyyy-MM-dd), from 2020 to today; today where absent.</param>
    /// <param name="plan">Only targets of this plan.</param>
    /// <param name="recordedNothing">True: only units of whom no activity of the period is recorded. False: only the others.</param>
    /// <param name="boundaries">asWas (default) or today, as for the unit itself.</param>
    /// <param name="asOf">The day on which the unit bore this code; that of <paramref name="on"/> where absent.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<PlanProgressRow>>, ProblemHttpResult>> Handle(
        string unit,
        Caller caller,
        ReportingDbContext db,
        KeptTotals totals,
        TimeProvider clock,
        string? indicator = null,
        DateOnly? on = null,
        Guid? plan = null,
        bool? recordedNothing = null,
        string boundaries = "asWas",
        DateOnly? asOf = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        if (string.IsNullOrWhiteSpace(indicator))
            return PlanProgressProblems.IndicatorMissing.Result();
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
        var children = await ChildrenAsync(db, question.Unit.Id, question.TreeOn ?? question.On, cancellationToken);
        var goals = await Goals.ReadAsync(
            db,
            [question.Unit.Id, .. children.Select(child => child.Id)],
            question.On,
            question.TreeOn,
            plan,
            indicator,
            cancellationToken
        );
        // Whoever's plan set it: a unit that has a target of any plan is not without one.
        goals = goals.ConvertAll(goal => goal with { Measure = goal.Measure with { PlanLevel = null } });
        var byUnit = goals.ToLookup(goal => (goal.UnitId, goal.Measure));
        Measure[] measures = [.. goals.Select(goal => goal.Measure).Distinct()];
        if (measures is [])
            measures = [WithoutTarget(indicator, question.On)];
        var rows = await question.AnswerAsync(
            totals,
            db,
            children,
            [
                .. from measure in measures
                from child in children
                from goal in byUnit[(child.Id, measure)].DefaultIfEmpty()
                select (child, measure, goal),
            ],
            cancellationToken
        );
        if (recordedNothing is { } nothing)
            rows = rows.FindAll(row => row.RecordedNothing == nothing);
        return TypedResults.Ok(ProgressPages.Cut(Rank(rows), limit, cursor));
    }

    private static Measure WithoutTarget(string indicator, DateOnly on) =>
        new(indicator, null, null, new DateOnly(on.Year, 1, 1), new DateOnly(on.Year, 12, 31), null);

    /// <summary>One measure after the other, the furthest behind first; those that cannot be compared last.</summary>
    private static List<PlanProgressRow> Rank(List<PlanProgressRow> rows) =>
        [
            .. rows.GroupBy(row => (row.Denominator, row.Reference, row.From, row.To))
                .OrderBy(measure => measure.Key.From)
                .ThenBy(measure => measure.Key.To)
                .ThenBy(measure => measure.Key.Denominator, StringComparer.Ordinal)
                .ThenBy(measure => measure.Key.Reference, StringComparer.Ordinal)
                .SelectMany(measure =>
                    measure
                        .OrderBy(row => row.Pace ?? decimal.MaxValue)
                        .ThenBy(row => row.UnitCode, StringComparer.Ordinal)
                        .Select((row, index) => row.Pace is null ? row : row with { Rank = index + 1 })
                ),
        ];

    /// <summary>The units right below another on a day.</summary>
    internal static Task<List<ProgressUnit>> ChildrenAsync(
        ReportingDbContext db,
        int unitId,
        DateOnly day,
        CancellationToken cancellationToken
    ) =>
        db
            .Database.SqlQuery<ProgressUnit>(
                $"""
                SELECT units.id AS "Id", code AS "Code", full_name AS "FullName", level AS "Level"
                FROM unit_placements AS placed JOIN units ON units.id = placed.unit_id
                WHERE placed.parent_id = {unitId}
                    AND placed.valid_from <= {day} AND coalesce(placed.valid_to, 'infinity') > {day}
                    AND units.valid_from <= {day} AND coalesce(units.valid_to, 'infinity') > {day}
                """
            )
            .ToListAsync(cancellationToken);
}
