using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.Text;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Materials;

/// <param name="Reason">Why it is no longer shared, up to 500 characters.</param>
public sealed record WithdrawMaterialRequest(string? Reason);

public sealed class WithdrawMaterialRules : AbstractValidator<WithdrawMaterialRequest>
{
    public WithdrawMaterialRules() => RuleFor(request => request.Reason).NotEmpty().MaximumLength(500);
}

public static class WithdrawMaterial
{
    /// <summary>Withdraws a material for good: those below no longer see it; its files and counts stay with its owner.</summary>
    /// <remarks>
    /// Sending the same withdrawal again answers as before; another reason is refused (409). If-Match is not required;
    /// where it is sent, it must name the current version.
    /// </remarks>
    public static async Task<Results<Ok<MaterialResponse>, ProblemHttpResult>> Handle(
        Guid id,
        WithdrawMaterialRequest request,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        CancellationToken cancellationToken
    )
    {
        var (material, problem) = await db.FindOwnMaterialAsync(id, caller, cancellationToken);
        if (material is null)
            return problem!;
        var reason = StoredText.Clean(request.Reason!);
        if (material.IsWithdrawn && material.WithdrawalReason != reason)
            return MaterialProblems.Withdrawn.Result(id);
        if (!material.IsWithdrawn)
        {
            if (http.Request.IfMatch() is { } expected && expected != material.Version)
                return CommonProblems.VersionStale.Result(material.Version);
            material.Withdraw(reason);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                return CommonProblems.VersionStale.Result(material.Version);
            }
        }
        http.Response.SetETag(material.Version);
        return TypedResults.Ok(MaterialResponse.Of(material, await db.LatestEditionAsync(id, cancellationToken)));
    }
}
