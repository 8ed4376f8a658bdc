using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.CompositionBreaches;

public static class ListBreaches
{
    /// <summary>
    /// Lists the teams whose composition breaks the policy that applies to them, from place to place, within what the caller
    /// may see. Nobody is named.
    /// </summary>
    /// <param name="unit">Code of a unit: only its teams and those of the units below it, as the tree is today.</param>
    /// <param name="kind">Only teams of this kind.</param>
    /// <param name="asOf">The day (yyyy-MM-dd) of the teams, their members and the policies; today in Vietnam where absent.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Ok<Page<CompositionBreach>>> Handle(
        Caller caller,
        RegistryDbContext db,
        TimeProvider clock,
        string? unit = null,
        string? kind = null,
        DateOnly? asOf = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var breaches = BreachQuery
            .On(db, asOf ?? clock.Today())
            .Where(breach => UnitPath.IsWithin(breach.UnitPath, caller.Unit));
        if (unit is not null)
            breaches = breaches.Where(breach => UnitPath.IsWithin(breach.UnitPath, unit));
        if (kind is not null)
            breaches = breaches.Where(breach => breach.Kind == kind);
        if (Paging.Read<BreachKey>(cursor) is { } after)
            breaches = breaches.Where(breach =>
                EF.Functions.GreaterThan(
                    ValueTuple.Create(breach.UnitPath, breach.TeamId),
                    ValueTuple.Create(after.UnitPath, after.TeamId)
                )
            );
        IReadOnlyList<CompositionBreach> read = await breaches
            .OrderBy(breach => breach.UnitPath)
            .ThenBy(breach => breach.TeamId)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(read.ToPage(limit, breach => new BreachKey(breach.UnitPath, breach.TeamId)));
    }

    private sealed record BreachKey(string UnitPath, Guid TeamId);
}
