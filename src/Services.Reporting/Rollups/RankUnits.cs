using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Reporting.PlanProgress;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <param name="Rank">1 for the first in the order asked for; equal ones share it. Null where there is nothing to rank.</param>
/// <param name="UnitCode">Code of the unit.</param>
/// <param name="UnitName">Its full name.</param>
/// <param name="Level">0 nation, 1 province, 2 district, 3 commune, 4 village.</param>
/// <param name="Value">The indicator of the period; null where it cannot be told.</param>
/// <param name="Before">Of the period that it is compared with.</param>
/// <param name="Change">The value less that of before; null where one of them cannot be told.</param>
/// <param name="ChangePercent">The change in per cent of the value before, one decimal; null where that is 0.</param>
public sealed record RankedUnit(
    int? Rank,
    string UnitCode,
    string UnitName,
    int Level,
    decimal? Value,
    decimal? Before,
    decimal? Change,
    decimal? ChangePercent
);

public static class RankUnits
{
    /// <summary>Ranks the units right below another by an indicator, or by how much it has moved.</summary>
    /// <remarks>The provinces for VN; those that stood below it on the last day, or stand there today under today's boundaries.</remarks>
    /// <param name="unit">Code of the unit.</param>
    /// <param name="indicator">Code of the indicator: counted or worked out.</param>
    /// <param name="from">First day (yyyy-MM-dd); the first of the current year where absent.</param>
    /// <param name="to">Last day (yyyy-MM-dd); today where absent.</param>
    /// <param name="order">highest (default) or lowest first, or by the change: rise or fall first.</param>
    /// <param name="compare">previous (default): as many days, or whole months, right before; last-year: the same a year before.</param>
    /// <param name="boundaries">asWas (default) or today.</param>
    /// <param name="asOf">The day on which the unit bore this code; today where absent.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<RankedUnit>>, ProblemHttpResult>> Handle(
        string unit,
        Caller caller,
        ReportingDbContext db,
        KeptTotals totals,
        TimeProvider clock,
        string? indicator = null,
        DateOnly? from = null,
        DateOnly? to = null,
        string order = Ranking.Highest,
        string compare = RollupComparisons.Previous,
        string boundaries = "asWas",
        DateOnly? asOf = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        if (WantedIndicators.One(indicator) is not { } code)
            return RollupProblems.IndicatorMissing.Result();
        var (question, problem) = await RollupQuestion.ReadAsync(
            db,
            caller,
            clock,
            unit,
            from,
            to,
            boundaries,
            asOf,
            cancellationToken
        );
        if (question is null)
            return problem!;
        var children = await RankChildren.ChildrenAsync(
            db,
            question.Unit.Id,
            question.TreeOn ?? question.To,
            cancellationToken
        );
        var values = await Ranking.ReadAsync(db, totals, question, children, code, compare, cancellationToken);
        return TypedResults.Ok(ProgressPages.Cut(Ranking.Rank(values, order), limit, cursor));
    }
}
