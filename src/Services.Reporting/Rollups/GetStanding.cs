using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Reporting.PlanProgress;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>Where a unit stands among those beside it. Nobody else is named.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Indicator">Code of the indicator.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Value">Its value; null where it cannot be told.</param>
/// <param name="Rank">1 for the highest; equal ones share it. Null where the value cannot be told.</param>
/// <param name="Of">How many units can be compared.</param>
/// <param name="Highest">The highest value.</param>
/// <param name="Median">The value in the middle, or half-way between two.</param>
/// <param name="Lowest">The lowest value.</param>
/// <param name="Above">The value of the unit right above them.</param>
public sealed record StandingResponse(
    RollupUnit Unit,
    string Indicator,
    DateOnly From,
    DateOnly To,
    decimal? Value,
    int? Rank,
    int Of,
    decimal? Highest,
    decimal? Median,
    decimal? Lowest,
    decimal? Above
);

public static class GetStanding
{
    /// <summary>A unit's rank among the units beside it, by an indicator, without telling who the others are.</summary>
    /// <param name="unit">Code of the unit.</param>
    /// <param name="indicator">Code of the indicator: counted or worked out.</param>
    /// <param name="from">First day (yyyy-MM-dd); the first of the current year where absent.</param>
    /// <param name="to">Last day (yyyy-MM-dd); today where absent.</param>
    /// <param name="boundaries">asWas (default) or today.</param>
    /// <param name="asOf">The day on which the unit bore this code; today where absent.</param>
    public static async Task<Results<Ok<StandingResponse>, ProblemHttpResult>> Handle(
        string unit,
        Caller caller,
        ReportingDbContext db,
        KeptTotals totals,
        TimeProvider clock,
        string? indicator = null,
        DateOnly? from = null,
        DateOnly? to = null,
        string boundaries = "asWas",
        DateOnly? asOf = null,
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
        var day = question.TreeOn ?? question.To;
        var own = new ProgressUnit(question.Unit.Id, question.Unit.Code, question.Unit.FullName, question.Unit.Level);
        var parent = (await db.ChainsAsync([own.Id], day, cancellationToken)).TryGetValue(own.Id, out var chain)
            ? chain.Above(chain.Lowest)
            : null;
        List<ProgressUnit> units = [own];
        if (parent is not null)
        {
            units.AddRange(await RankChildren.ChildrenAsync(db, parent.Id, day, cancellationToken));
            units.Add(new ProgressUnit(parent.Id, parent.Code, parent.FullName, parent.Level));
        }
        units = [.. units.DistinctBy(each => each.Id)];
        var values = Ranking.Rank(
            await Ranking.ReadAsync(db, totals, question, units, code, RollupComparisons.Previous, cancellationToken),
            Ranking.Highest
        );
        var above = values.FirstOrDefault(each => each.UnitCode == parent?.Code);
        var beside = Ranking.Rank(values.Where(each => each != above), Ranking.Highest);
        var mine = beside.First(each => each.UnitCode == own.Code);
        decimal[] known = [.. beside.Select(each => each.Value).OfType<decimal>()];
        return TypedResults.Ok(
            new StandingResponse(
                new RollupUnit(own.Code, own.FullName, own.Level),
                code,
                question.From,
                question.To,
                mine.Value,
                mine.Rank,
                known.Length,
                known.Length > 0 ? known[0] : null,
                Median(known),
                known.Length > 0 ? known[^1] : null,
                above?.Value
            )
        );
    }

    private static decimal? Median(decimal[] sorted) =>
        sorted.Length == 0 ? null : (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
}
