using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>A unit's figures over time.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Granularity">total, day, month, quarter or year.</param>
/// <param name="Boundaries">asWas: with the units that stood below it on each day; today: with those that do now.</param>
/// <param name="Total">Figures of the whole period by indicator code; what is not there is 0.</param>
/// <param name="VillagesUnassigned">
/// Villages below the unit today whose commune was divided and that nobody has assigned yet: they count under the old
/// commune, in the province, and in none of the new communes.
/// </param>
/// <param name="Periods">The same by period, oldest first, none left out; empty for "total".</param>
public sealed record RollupResponse(
    RollupUnit Unit,
    DateOnly From,
    DateOnly To,
    string Granularity,
    string Boundaries,
    IReadOnlyDictionary<string, long> Total,
    int VillagesUnassigned,
    IReadOnlyList<RollupPeriod> Periods
);

/// <param name="Code">The unit's code.</param>
/// <param name="FullName">Name with the type.</param>
/// <param name="Level">0 nation, 1 province, 2 district, 3 commune, 4 village.</param>
public sealed record RollupUnit(string Code, string FullName, int Level);

/// <param name="From">First day of the period, within the days asked for.</param>
/// <param name="To">Last day of the period, within the days asked for.</param>
/// <param name="Figures">Sums over the period by indicator code; stocks (teams, members ...) as at its end.</param>
public sealed record RollupPeriod(DateOnly From, DateOnly To, IReadOnlyDictionary<string, long> Figures);

public static class GetRollup
{
    private const int MaxYears = 20;
    private const int FirstYear = 1900;
    private const int LastYear = 2200;

    /// <summary>The figures of a unit and all below it, in total and by day, month, quarter or year.</summary>
    /// <param name="unit">Code of the unit: "VN", a national code, or a village's display code.</param>
    /// <param name="from">First day (yyyy-MM-dd); the first of the current year where absent.</param>
    /// <param name="to">Last day (yyyy-MM-dd); today where absent.</param>
    /// <param name="granularity">total (default), day, month, quarter or year.</param>
    /// <param name="indicators">Indicator codes, joined by commas; all where absent.</param>
    /// <param name="boundaries">asWas (default) or today.</param>
    /// <param name="asOf">The day on which the unit bore this code; today where absent.</param>
    public static async Task<Results<Ok<RollupResponse>, ProblemHttpResult>> Handle(
        string unit,
        Caller caller,
        ReportingDbContext db,
        UnassignedVillages unassigned,
        TimeProvider clock,
        DateOnly? from = null,
        DateOnly? to = null,
        string granularity = "total",
        string? indicators = null,
        string boundaries = "asWas",
        DateOnly? asOf = null,
        CancellationToken cancellationToken = default
    )
    {
        var today = clock.Today();
        var last = to ?? today;
        var first = from ?? new DateOnly(last.Year, 1, 1);
        if (first > last || first.Year < FirstYear || last.Year > LastYear || first.AddYears(MaxYears) < last)
            return RollupProblems.PeriodInvalid.Result();
        if (!Periods.IsKnown(granularity))
            return RollupProblems.GranularityUnknown.Result();
        if (boundaries is not ("asWas" or "today"))
            return RollupProblems.BoundariesUnknown.Result();
        var found = await db.FindUnitAsync(unit, asOf ?? today, cancellationToken);
        if (found is null)
            return RollupProblems.UnitUnknown.Result(unit, asOf ?? today);
        if (!caller.MayTouch(found.Path))
            return CommonProblems.UnitOutOfScope.Result(unit);

        var days =
            boundaries == "asWas"
                ? await UnitDays.ReadAsWasAsync(db, found.Id, last, cancellationToken)
                : await UnitDays.ReadUnderTodayAsync(db, found.Id, today, last, cancellationToken);
        var wanted = indicators
            ?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .ToHashSet();
        if (wanted?.Count == 0)
            wanted = null;
        var periods = Periods.Split(first, last, granularity).ToArray();
        return TypedResults.Ok(
            new RollupResponse(
                new RollupUnit(found.Code, found.FullName, found.Level),
                first,
                last,
                granularity,
                boundaries,
                Periods.Sum(days, [(first, last)], wanted)[0],
                await unassigned.BelowAsync(found.Id, today, cancellationToken),
                [
                    .. periods.Zip(
                        Periods.Sum(days, periods, wanted),
                        (period, figures) => new RollupPeriod(period.From, period.To, figures)
                    ),
                ]
            )
        );
    }
}
