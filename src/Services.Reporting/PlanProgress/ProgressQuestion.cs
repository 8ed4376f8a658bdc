using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Reporting.Rollups;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.PlanProgress;

/// <summary>What is asked, once it has been judged.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="On">The day on which plan and actual are compared.</param>
/// <param name="TreeOn">The day of the tree by which everything is counted and inherited; null for as it was.</param>
internal sealed record ProgressQuestion(ProgressUnit Unit, DateOnly On, DateOnly? TreeOn)
{
    private static readonly DateOnly Earliest = new(2020, 1, 1);

    /// <summary>The question, or why it cannot be answered.</summary>
    public static async Task<(ProgressQuestion?, ProblemHttpResult?)> ReadAsync(
        ReportingDbContext db,
        Caller caller,
        TimeProvider clock,
        string unit,
        DateOnly? on,
        string boundaries,
        DateOnly? asOf,
        CancellationToken cancellationToken
    )
    {
        var today = clock.Today();
        var day = on ?? today;
        if (day < Earliest || day > today)
            return (null, PlanProgressProblems.DayOutOfRange.Result());
        if (boundaries is not ("asWas" or "today"))
            return (null, PlanProgressProblems.BoundariesUnknown.Result());
        var named = asOf ?? day;
        var found = await db.FindUnitAsync(unit, named, cancellationToken);
        if (found is null)
            return (null, PlanProgressProblems.UnitUnknown.Result(unit, named));
        if (!caller.MayTouch(found.Path))
            return (null, CommonProblems.UnitOutOfScope.Result(unit));
        return (
            new ProgressQuestion(
                new ProgressUnit(found.Id, found.Code, found.FullName, found.Level),
                day,
                boundaries == "today" ? today : null
            ),
            null
        );
    }

    /// <summary>The rows of units for measures, each with its goal where it has one.</summary>
    public async Task<List<PlanProgressRow>> AnswerAsync(
        KeptTotals totals,
        ReportingDbContext db,
        IReadOnlyCollection<ProgressUnit> units,
        IReadOnlyCollection<(ProgressUnit Unit, Measure Measure, Goal? Goal)> rows,
        CancellationToken cancellationToken
    )
    {
        Measure[] measures = [.. rows.Select(row => row.Measure).Distinct()];
        var figures = await ProgressFigures.ReadAsync(totals, units, measures, On, TreeOn, cancellationToken);
        var references = new Dictionary<string, Dictionary<int, KnownFigure>>();
        foreach (var code in measures.Select(measure => measure.Reference).OfType<string>().Distinct())
            references[code] = await db.FiguresAsync(
                [.. units.Select(unit => unit.Id)],
                code,
                TreeOn ?? On,
                cancellationToken
            );
        return
        [
            .. rows.Select(row =>
                PlanProgressRow.Of(
                    row.Unit,
                    row.Measure,
                    row.Goal,
                    figures.Count(row.Unit.Id, row.Measure),
                    row.Measure.Reference is { } code ? references[code][row.Unit.Id] : null,
                    On
                )
            ),
        ];
    }
}
