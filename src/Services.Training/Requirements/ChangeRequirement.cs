using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Requirements;

/// <summary>The terms of a requirement as they should stand.</summary>
/// <param name="WithinDays">Days from the one on which the role was taken, or from <c>validFrom</c> if that is later, 0 to 3650.</param>
/// <param name="ValidFrom">First day on which it holds.</param>
/// <param name="ValidTo">First day on which it no longer does; absent where no end is set.</param>
public sealed record ChangeRequirementRequest(int? WithinDays, DateOnly? ValidFrom, DateOnly? ValidTo)
    : IRequirementTermsFields;

public sealed class ChangeRequirementRules : AbstractValidator<ChangeRequirementRequest>
{
    public ChangeRequirementRules() => RequirementTermsRules.AddTo(this);
}

public static class ChangeRequirement
{
    /// <summary>Replaces the terms of a requirement; <c>validTo</c> ends it.</summary>
    /// <remarks>
    /// If-Match names the version being changed; sending the same change again answers as before. A requirement is changed
    /// by the unit that stands in its unit's place today, and by those above it.
    /// </remarks>
    public static async Task<Results<Ok<RequirementResponse>, ProblemHttpResult>> Handle(
        Guid id,
        ChangeRequirementRequest request,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (http.Request.IfMatch() is not { } expected)
            return CommonProblems.VersionRequired.Result();
        var requirement = await db.TrainingRequirements.FindAsync([id], cancellationToken);
        if (requirement is null)
            return RequirementProblems.NotFound.Result(id);
        var chains = await db.ChainsAsync([requirement.UnitId], clock.Today(), cancellationToken);
        if (!caller.MayTouch(chains[requirement.UnitId].Path))
            return CommonProblems.UnitOutOfScope.Result(requirement.UnitCode);
        var terms = request.ToTerms();
        // A retry whose first try arrived finds its own work done; what changes nothing makes no version.
        var isDone = requirement.Terms == terms;
        if (requirement.Version != expected && !(isDone && requirement.Version == expected + 1))
            return CommonProblems.VersionStale.Result(requirement.Version);
        if (!isDone)
        {
            requirement.Change(terms);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                return CommonProblems.VersionStale.Result(expected + 1);
            }
            catch (DbUpdateException exception)
                when (DatabaseFailures.IsUniqueViolation(exception, TrainingRequirementTable.IsUnique))
            {
                return RequirementProblems.Exists.Result(requirement.UnitCode, requirement.Topic, terms.ValidFrom);
            }
        }
        http.Response.SetETag(requirement.Version);
        return TypedResults.Ok(RequirementResponse.Of(requirement));
    }
}
