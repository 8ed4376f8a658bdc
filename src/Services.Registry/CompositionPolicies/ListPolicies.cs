using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Registry.Units;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.CompositionPolicies;

public static class ListPolicies
{
    /// <summary>Lists composition policies by unit code, then by their first day.</summary>
    /// <param name="unit">Code of a unit: only its own and those of the units above it, which may apply to its teams.</param>
    /// <param name="kind">Only those that may apply to this kind of team.</param>
    /// <param name="asOf">Only those valid on this day (yyyy-MM-dd).</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<PolicyResponse>>, ProblemHttpResult>> Handle(
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
        var policies = db.CompositionPolicies.AsNoTracking();
        if (unit is not null)
        {
            var day = clock.Today();
            if ((await db.UnitsByCodeAsync([unit], day, cancellationToken)).GetValueOrDefault(unit) is not { } place)
                return UnitProblems.NotFound.Result(unit, day);
            var above = place.Path.Split('/');
            policies = policies.Where(policy => above.Contains(policy.UnitCode));
        }
        if (kind is not null)
            policies = policies.Where(policy => policy.TeamKind == null || policy.TeamKind == kind);
        if (asOf is not null)
            policies = policies.Where(policy =>
                policy.ValidFrom <= asOf && (policy.ValidTo == null || policy.ValidTo > asOf)
            );
        if (Paging.Read<PolicyKey>(cursor) is { } after)
            policies = policies.Where(policy =>
                EF.Functions.GreaterThan(
                    ValueTuple.Create(policy.UnitCode, policy.ValidFrom, policy.Id),
                    ValueTuple.Create(after.UnitCode, after.ValidFrom, after.Id)
                )
            );
        var read = await policies
            .OrderBy(policy => policy.UnitCode)
            .ThenBy(policy => policy.ValidFrom)
            .ThenBy(policy => policy.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        IReadOnlyList<PolicyResponse> items = [.. read.Select(PolicyResponse.Of)];
        return TypedResults.Ok(items.ToPage(limit, item => new PolicyKey(item.UnitCode, item.ValidFrom, item.Id)));
    }

    private sealed record PolicyKey(string UnitCode, DateOnly ValidFrom, Guid Id);
}
