using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.TotalsChecks;

public static class StartTotalsCheck
{
    /// <summary>Has all totals worked out anew from the facts and compared with those that are kept.</summary>
    /// <remarks>For unit VN. Answers 202 at once; <c>GET</c> tells how far it is. One after the other is carried out.</remarks>
    public static Task<Results<Accepted<TotalsCheckResponse>, ProblemHttpResult>> HandleVerification(
        HttpRequest request,
        Caller caller,
        ReportingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    ) => StartAsync(TotalsCheck.Verification, request, caller, db, clock, cancellationToken);

    /// <summary>Has all totals worked out anew from the facts, and puts right those that differ, while all goes on.</summary>
    /// <remarks>
    /// For unit VN. Answers 202 at once; <c>GET</c> tells how far it is. Readers see a unit as it was or as it should be,
    /// nothing between; killed halfway, it begins anew by itself.
    /// </remarks>
    public static Task<Results<Accepted<TotalsCheckResponse>, ProblemHttpResult>> HandleRebuild(
        HttpRequest request,
        Caller caller,
        ReportingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    ) => StartAsync(TotalsCheck.Rebuild, request, caller, db, clock, cancellationToken);

    private static async Task<Results<Accepted<TotalsCheckResponse>, ProblemHttpResult>> StartAsync(
        string kind,
        HttpRequest request,
        Caller caller,
        ReportingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (!caller.MayTouch(UnitPath.Nation))
            return CommonProblems.UnitOutOfScope.Result(UnitPath.Nation);
        var id = StableId.Of(null, request, caller) ?? Guid.CreateVersion7();
        var check = new TotalsCheck(id, kind, caller.ClientId, clock.GetUtcNow());
        db.TotalsChecks.Add(check);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            // The key is of this path and this client: it is the same wish.
            db.ChangeTracker.Clear();
            check = await db.TotalsChecks.AsNoTracking().SingleAsync(other => other.Id == id, cancellationToken);
        }
        return TypedResults.Accepted($"/v1/rollups/{kind}s/{id}", TotalsCheckResponse.Of(check));
    }
}
