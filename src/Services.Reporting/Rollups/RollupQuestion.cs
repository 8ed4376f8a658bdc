using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>Of which unit and which days figures are asked for, once that has been judged.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Today">Today (Vietnam time).</param>
/// <param name="TreeOn">The day of the tree whose boundaries count; null for those of each day.</param>
internal sealed record RollupQuestion(UnitAt Unit, DateOnly From, DateOnly To, DateOnly Today, DateOnly? TreeOn)
{
    private const int MaxYears = 20;
    private const int FirstYear = 1900;
    private const int LastYear = 2200;

    /// <summary>The unit, to look its totals up.</summary>
    public RollupUnitKey Key => new(Unit.Id, Unit.Level);

    /// <summary>The question, or why it cannot be answered.</summary>
    public static async Task<(RollupQuestion?, ProblemHttpResult?)> ReadAsync(
        ReportingDbContext db,
        Caller caller,
        TimeProvider clock,
        string unit,
        DateOnly? from,
        DateOnly? to,
        string boundaries,
        DateOnly? asOf,
        CancellationToken cancellationToken
    )
    {
        var today = clock.Today();
        var last = to ?? today;
        var first = from ?? new DateOnly(last.Year, 1, 1);
        if (first > last || first.Year < FirstYear || last.Year > LastYear || first.AddYears(MaxYears) < last)
            return (null, RollupProblems.PeriodInvalid.Result());
        if (boundaries is not ("asWas" or "today"))
            return (null, RollupProblems.BoundariesUnknown.Result());
        var found = await db.FindUnitAsync(unit, asOf ?? today, cancellationToken);
        if (found is null)
            return (null, RollupProblems.UnitUnknown.Result(unit, asOf ?? today));
        return caller.MayTouch(found.Path)
            ? (new RollupQuestion(found, first, last, today, boundaries == "today" ? today : null), null)
            : (null, CommonProblems.UnitOutOfScope.Result(unit));
    }

    /// <summary>
    /// The days to compare with: "previous", as many right before; "last-year", the same a year before. Of whole months the
    /// whole months before.
    /// </summary>
    public (DateOnly From, DateOnly To) ComparedWith(string compare)
    {
        var months = ((To.Year - From.Year) * 12) + To.Month - From.Month + 1;
        var isWholeMonths = From.Day == 1 && To == UnitSeries.Last(To);
        if (compare == RollupComparisons.LastYear)
            return (From.AddYears(-1), isWholeMonths ? UnitSeries.Last(To.AddYears(-1)) : To.AddYears(-1));
        return isWholeMonths
            ? (From.AddMonths(-months), From.AddDays(-1))
            : (From.AddDays(From.DayNumber - To.DayNumber - 1), From.AddDays(-1));
    }
}
