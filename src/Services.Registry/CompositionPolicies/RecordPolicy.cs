using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Registry.Teams;
using CongNgheSo.Services.Registry.Units;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.CompositionPolicies;

/// <summary>How the teams of a unit and of those below it are to be composed; at least one rule.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe; or send an Idempotency-Key.</param>
/// <param name="UnitCode">Code of the unit whose teams, and those of the units below it, it is for.</param>
/// <param name="TeamKind">Only teams of this kind; every kind where absent.</param>
/// <param name="TeamLevel">Only teams of a "commune" or of a "village"; both where absent.</param>
/// <param name="ValidFrom">First day on which it applies.</param>
/// <param name="ValidTo">First day on which it no longer applies; absent where no end is set.</param>
/// <param name="MinMembers">Fewest members, 1 to 1000; no limit where absent.</param>
/// <param name="MaxMembers">Most members, 1 to 1000; no limit where absent.</param>
/// <param name="LeaderBackgrounds">The backgrounds that a leader may have; any where absent or empty.</param>
/// <param name="Enforcement">"report": breaches are listed. "refuse": changes that break a rule are refused as well.</param>
/// <param name="DocumentNumber">Number of the document that lays it down, up to 100 characters.</param>
public sealed record RecordPolicyRequest(
    Guid? Id,
    string? UnitCode,
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

public sealed class RecordPolicyRules : AbstractValidator<RecordPolicyRequest>
{
    public RecordPolicyRules()
    {
        RuleFor(request => request.UnitCode).NotEmpty().MaximumLength(16);
        PolicyContentRules.AddTo(this);
    }
}

public static class RecordPolicy
{
    /// <summary>Lays down how the teams of a unit and of those below it are to be composed.</summary>
    /// <remarks>
    /// Answers 201; 200 when the same policy is sent again; 409 when the id stands for another, or one of the same unit, kind
    /// and level applies on one of its days. 403 outside the caller's unit.
    /// </remarks>
    public static async Task<Results<Created<PolicyResponse>, Ok<PolicyResponse>, ProblemHttpResult>> Handle(
        RecordPolicyRequest request,
        HttpContext http,
        Caller caller,
        RegistryDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var code = request.UnitCode!.Trim();
        var unit = (await db.UnitsByCodeAsync([code], clock.Today(), cancellationToken)).GetValueOrDefault(code);
        if (unit is null)
            return TeamProblems.UnitUnknown.Result(code);
        if (!caller.MayTouch(unit.Path))
            return CommonProblems.UnitOutOfScope.Result(code);
        var id = StableId.Of(request.Id, http.Request, caller) ?? Guid.CreateVersion7();
        var policy = new CompositionPolicy(id, code, request.ToContent(), caller.ClientId, clock.GetUtcNow());
        db.CompositionPolicies.Add(policy);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            http.Response.SetETag(policy.Version);
            return TypedResults.Created($"/v1/composition-policies/{id}", PolicyResponse.Of(policy));
        }
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            db.ChangeTracker.Clear();
        }
        var existing = await db.CompositionPolicies.FindAsync([id], cancellationToken);
        if (existing is null)
            return CompositionPolicyProblems.Overlaps.Result(code);
        if (existing.RecordedHash != policy.RecordedHash)
            return CompositionPolicyProblems.IdTaken.Result(id);
        http.Response.SetETag(existing.Version);
        return TypedResults.Ok(PolicyResponse.Of(existing));
    }
}
