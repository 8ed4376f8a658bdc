using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Registry.Units;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Registry.CompositionPolicies;

/// <summary>How the teams of a unit and of those below it are to be composed.</summary>
/// <param name="Id">Id of the policy.</param>
/// <param name="Version">1 when recorded; each change adds one. Also the ETag.</param>
/// <param name="UnitCode">Code of the unit whose teams, and those of the units below it, it is for.</param>
/// <param name="TeamKind">The kind of team that it is for; null for every kind.</param>
/// <param name="TeamLevel">"commune" or "village"; null for both.</param>
/// <param name="ValidFrom">First day on which it applies.</param>
/// <param name="ValidTo">First day on which it no longer applies; null where no end is set.</param>
/// <param name="MinMembers">Fewest members; null for no limit.</param>
/// <param name="MaxMembers">Most members; null for no limit.</param>
/// <param name="LeaderBackgrounds">The backgrounds that a leader may have; empty for any.</param>
/// <param name="Enforcement">"report" or "refuse".</param>
/// <param name="DocumentNumber">Number of the document that lays it down.</param>
public sealed record PolicyResponse(
    Guid Id,
    int Version,
    string UnitCode,
    string? TeamKind,
    string? TeamLevel,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    int? MinMembers,
    int? MaxMembers,
    IReadOnlyList<string> LeaderBackgrounds,
    string Enforcement,
    string DocumentNumber
)
{
    internal static PolicyResponse Of(CompositionPolicy policy) =>
        new(
            policy.Id,
            policy.Version,
            policy.UnitCode,
            policy.TeamKind,
            policy.TeamLevel,
            policy.ValidFrom,
            policy.ValidTo,
            policy.MinMembers,
            policy.MaxMembers,
            policy.LeaderBackgrounds,
            policy.Enforcement,
            policy.DocumentNumber
        );
}

public static class GetPolicy
{
    /// <summary>Reads a composition policy. What is laid down is no secret: every token with the scope reads all of it.</summary>
    public static async Task<Results<Ok<PolicyResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpResponse response,
        RegistryDbContext db,
        CancellationToken cancellationToken
    )
    {
        var policy = await db.CompositionPolicies.FindAsync([id], cancellationToken);
        if (policy is null)
            return CompositionPolicyProblems.NotFound.Result(id);
        response.SetETag(policy.Version);
        return TypedResults.Ok(PolicyResponse.Of(policy));
    }

    /// <summary>The policy, tracked; or why this caller cannot change it.</summary>
    internal static async Task<(CompositionPolicy?, ProblemHttpResult?)> FindPolicyAsync(
        this RegistryDbContext db,
        Guid id,
        Caller caller,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var policy = await db.CompositionPolicies.FindAsync([id], cancellationToken);
        if (policy is null)
            return (null, CompositionPolicyProblems.NotFound.Result(id));
        var units = await db.UnitsByCodeAsync([policy.UnitCode], clock.Today(), cancellationToken);
        // Where nobody bears the code any more only the nation is above it.
        var path = units.GetValueOrDefault(policy.UnitCode)?.Path ?? UnitPath.Nation;
        return caller.MayTouch(path) ? (policy, null) : (null, CommonProblems.UnitOutOfScope.Result(policy.UnitCode));
    }
}
