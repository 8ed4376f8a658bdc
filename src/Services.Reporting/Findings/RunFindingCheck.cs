using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.Findings;

public static class RunFindingCheck
{
    /// <summary>Looks through the figures of the caller's province now, as the clock does every night; for unit VN of all provinces.</summary>
    /// <remarks>Units are compared with all others of their province, so that a province is looked through as a whole.</remarks>
    public static async Task<Results<Ok<CheckResponse>, ProblemHttpResult>> Handle(
        Caller caller,
        ReportingDbContext db,
        FindingCheck check,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(check);
        ArgumentNullException.ThrowIfNull(clock);
        if (caller.Unit == UnitPath.Nation)
            return TypedResults.Ok(await check.RunAsync(null, cancellationToken));
        var today = clock.Today();
        var own = await db.FindUnitAsync(caller.Unit, today, cancellationToken);
        var province = own is null
            ? null
            : await db.FindUnitAsync(UnitPath.Province(own.Path), today, cancellationToken);
        return province is null
            ? CommonProblems.UnitOutOfScope.Result(caller.Unit)
            : TypedResults.Ok(await check.RunAsync(province.Id, cancellationToken));
    }
}
