using CongNgheSo.ServiceDefaults.Caching;
using CongNgheSo.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Units;

public static class ListUnitChildren
{
    /// <summary>Lists the units right below a unit on a day, sorted by name as Vietnamese sorts.</summary>
    /// <param name="code">"VN" or a national code.</param>
    /// <param name="asOf">The day (yyyy-MM-dd); today in Vietnam where absent.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<UnitResponse>>, ProblemHttpResult>> Handle(
        string code,
        RegistryDbContext db,
        Cache cache,
        TimeProvider clock,
        DateOnly? asOf = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var day = asOf ?? clock.Today();
        if (!await db.Units.On(day).AnyAsync(unit => unit.Code == code, cancellationToken))
            return UnitProblems.NotFound.Result(code, day);
        return await ListUnits.Handle(
            db,
            cache,
            clock,
            parent: code,
            asOf: day,
            limit: limit,
            cursor: cursor,
            cancellationToken: cancellationToken
        );
    }
}
