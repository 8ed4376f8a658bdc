using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.CompositionPolicies;

/// <summary>The whole policy as it should stand; its unit stays.</summary>
/// <param name="TeamKind">Only teams of this kind; every kind where absent.</param>
/// <param name="TeamLevel">Only teams of a "commune" or of a "village"; both where absent.</param>
/// <param name="ValidFrom">First day on which it applies.</param>
/// <param name="ValidTo">First day on which it no longer applies: what closes it.</param>
/// <param name="MinMembers">Fewest members, 1 to 1000; no limit where absent.</param>
/// <param name="MaxMembers">Most members, 1 to 1000; no limit where absent.</param>
/// <param name="LeaderBackgrounds">The backgrounds that a leader may have; any where absent or empty.</param>
/// <param name="Enforcement">"report" or "refuse".</param>
/// <param name="DocumentNumber">Number of the document that lays it down, up to 100 characters.</param>
public sealed record ChangePolicyRequest(
    string? TeamKind,
    string? TeamLevel,
    DateOnly? ValidFrom,
    DateOnly? ValidTo,
    int? MinMembers,
    int? MaxMembers,
    IReadOnlyList<string>? LeaderBackgrounds,
    string? Enforcement,
    string? DocumentNumber
) : IPolicyContentFields;

public sealed class ChangePolicyRules : AbstractValidator<ChangePolicyRequest>
{
    public ChangePolicyRules() => PolicyContentRules.AddTo(this);
}

public static class ChangePolicy
{
    /// <summary>Replaces what a policy says; <c>validTo</c> closes it.</summary>
    /// <remarks>
    /// If-Match names the version being changed; sending the same change again answers as before. 409 when another policy of
    /// the same unit, kind and level applies on one of its days.
    /// </remarks>
    public static async Task<Results<Ok<PolicyResponse>, ProblemHttpResult>> Handle(
        Guid id,
        ChangePolicyRequest request,
        HttpContext http,
        Caller caller,
        RegistryDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (http.Request.IfMatch() is not { } expected)
            return CommonProblems.VersionRequired.Result();
        var (policy, problem) = await db.FindPolicyAsync(id, caller, clock, cancellationToken);
        if (policy is null)
            return problem!;
        var content = request.ToContent();
        // A retry whose first try arrived finds its own work done; what changes nothing makes no version.
        var isDone = ContentHash.Of(policy.Content) == ContentHash.Of(content);
        if (policy.Version != expected && !(isDone && policy.Version == expected + 1))
            return CommonProblems.VersionStale.Result(policy.Version);
        if (!isDone)
        {
            policy.Change(content);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                return CommonProblems.VersionStale.Result(expected + 1);
            }
            catch (DbUpdateException exception)
                when (DatabaseFailures.IsUniqueViolation(exception, CompositionPolicyTable.OneADay))
            {
                return CompositionPolicyProblems.Overlaps.Result(policy.UnitCode);
            }
        }
        http.Response.SetETag(policy.Version);
        return TypedResults.Ok(PolicyResponse.Of(policy));
    }
}
