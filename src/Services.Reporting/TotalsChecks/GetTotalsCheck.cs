using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.TotalsChecks;

public static class GetTotalsCheck
{
    /// <summary>Tells how far a check of totals is, and how many figures were wrong.</summary>
    public static async Task<Results<Ok<TotalsCheckResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        ReportingDbContext db,
        CancellationToken cancellationToken
    )
    {
        var (check, problem) = await db.FindCheckAsync(id, caller, cancellationToken);
        return check is null ? problem! : TypedResults.Ok(TotalsCheckResponse.Of(check));
    }

    /// <summary>Names the figures that were wrong, in the order in which they were found; the first 10,000.</summary>
    /// <param name="id">The check.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<TotalsDifferenceResponse>>, ProblemHttpResult>> HandleDifferences(
        Guid id,
        Caller caller,
        ReportingDbContext db,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var (check, problem) = await db.FindCheckAsync(id, caller, cancellationToken);
        if (check is null)
            return problem!;
        var after = Paging.Read<long?>(cursor) ?? 0;
        var read = await db
            .TotalsDifferences.AsNoTracking()
            .Where(difference => difference.CheckId == id && difference.Number > after)
            .OrderBy(difference => difference.Number)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        var page = read.ToPage(limit, difference => (long?)difference.Number);
        return TypedResults.Ok(
            new Page<TotalsDifferenceResponse>(
                [
                    .. page.Items.Select(each => new TotalsDifferenceResponse(
                        each.UnitCode,
                        each.UnitId,
                        each.Period,
                        each.Day,
                        each.Indicator,
                        each.Kept,
                        each.Recomputed
                    )),
                ],
                page.Next
            )
        );
    }

    private static async Task<(TotalsCheck?, ProblemHttpResult?)> FindCheckAsync(
        this ReportingDbContext db,
        Guid id,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        if (!caller.MayTouch(UnitPath.Nation))
            return (null, CommonProblems.UnitOutOfScope.Result(UnitPath.Nation));
        var check = await db.TotalsChecks.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        return check is null ? (null, TotalsCheckProblems.NotFound.Result(id)) : (check, null);
    }
}
