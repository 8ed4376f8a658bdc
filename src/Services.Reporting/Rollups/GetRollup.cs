using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.Rollups;

public static class GetRollup
{
    /// <summary>Reference figures are asked for day by day: more than a year of days would be a long question.</summary>
    private const int MostPeriodsWithFigures = 400;

    /// <summary>The figures of a unit and all below it, in total and by day, month, quarter or year.</summary>
    /// <param name="unit">Code of the unit: "VN", a national code, or a village's display code.</param>
    /// <param name="from">First day (yyyy-MM-dd); the first of the current year where absent.</param>
    /// <param name="to">Last day (yyyy-MM-dd); today where absent.</param>
    /// <param name="granularity">total (default), day, month, quarter or year.</param>
    /// <param name="indicators">
    /// Indicator codes, joined by commas, "people-guided.audience.*" for all of a breakdown; all that are counted where
    /// absent. What is worked out from others is answered where it is named.
    /// </param>
    /// <param name="boundaries">asWas (default) or today.</param>
    /// <param name="compare">previous: also as many days, or whole months, right before; last-year: also the same a year before.</param>
    /// <param name="asOf">The day on which the unit bore this code; today where absent.</param>
    public static async Task<Results<Ok<RollupResponse>, ProblemHttpResult>> Handle(
        string unit,
        Caller caller,
        ReportingDbContext db,
        KeptTotals totals,
        UnassignedVillages unassigned,
        TimeProvider clock,
        DateOnly? from = null,
        DateOnly? to = null,
        string granularity = "total",
        string? indicators = null,
        string boundaries = "asWas",
        string? compare = null,
        DateOnly? asOf = null,
        CancellationToken cancellationToken = default
    )
    {
        if (!Periods.IsKnown(granularity))
            return RollupProblems.GranularityUnknown.Result();
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
        var wanted = await WantedIndicators.ReadAsync(db, indicators, cancellationToken);
        var before = compare is null ? ((DateOnly From, DateOnly To)?)null : question.ComparedWith(compare);
        (DateOnly From, DateOnly To)[] periods = [.. Periods.Split(question.From, question.To, granularity)];
        if (wanted.NeedsFigures && periods.Length > MostPeriodsWithFigures)
            return RollupProblems.PeriodInvalid.Result();
        var sums = (
            await totals.SumAsync(
                [question.Key],
                [(question.From, question.To), before ?? (question.From, question.To), .. periods],
                wanted.IsRead,
                wanted.HasStocks,
                question.TreeOn,
                cancellationToken
            )
        )[0];
        // Under today's boundaries the same for all periods.
        Dictionary<DateOnly, Dictionary<string, long?>> known = [];
        var computed = new List<IReadOnlyDictionary<string, decimal?>?>();
        foreach (
            var (figures, day) in sums.Zip([question.To, before?.To ?? question.To, .. periods.Select(each => each.To)])
        )
            computed.Add(await WorkAsync(figures, day));
        var total = wanted.Answer(sums[0]);
        return TypedResults.Ok(
            new RollupResponse(
                new RollupUnit(question.Unit.Code, question.Unit.FullName, question.Unit.Level),
                question.From,
                question.To,
                granularity,
                boundaries,
                total,
                computed[0],
                before is { } then ? RollupComparisons.Of(then, wanted.Answer(sums[1]), computed[1], total) : null,
                await unassigned.BelowAsync(question.Unit.Id, question.Today, cancellationToken),
                [
                    .. periods.Select(
                        (period, index) =>
                            new RollupPeriod(
                                period.From,
                                period.To,
                                wanted.Answer(sums[index + 2]),
                                computed[index + 2]
                            )
                    ),
                ]
            )
        );

        async Task<IReadOnlyDictionary<string, decimal?>?> WorkAsync(Facts.Figures figures, DateOnly day)
        {
            if (!wanted.HasFormulas)
                return null;
            var on = question.TreeOn ?? day;
            if (!known.TryGetValue(on, out var references))
                known[on] = references = (await wanted.ReferencesAsync(db, [question.Unit.Id], on, cancellationToken))[
                    question.Unit.Id
                ];
            return wanted.Work(figures, references, day);
        }
    }
}
