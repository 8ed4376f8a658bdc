using CongNgheSo.ServiceDefaults.Caching;
using CongNgheSo.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Registry.Units;

public static class GetUnit
{
    /// <summary>Reads the unit that bears a code on a day.</summary>
    /// <param name="code">"VN", a national code, or a village's display code.</param>
    /// <param name="asOf">The day (yyyy-MM-dd); today in Vietnam where absent.</param>
    public static async Task<Results<Ok<UnitResponse>, ProblemHttpResult>> Handle(
        string code,
        RegistryDbContext db,
        Cache cache,
        TimeProvider clock,
        DateOnly? asOf = null,
        CancellationToken cancellationToken = default
    )
    {
        var day = asOf ?? clock.Today();
        var units = await cache.ReadTreeAsync(
            db,
            $"one:{code}:{day:O}",
            () => UnitResponse.ReadAsync(db, db.Units.On(day).Where(unit => unit.Code == code), day, cancellationToken),
            cancellationToken
        );
        return units is [var unit] ? TypedResults.Ok(unit) : UnitProblems.NotFound.Result(code, day);
    }
}
