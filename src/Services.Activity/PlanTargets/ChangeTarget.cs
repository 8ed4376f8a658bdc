using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.PlanTargets;

/// <summary>The value that a target should have.</summary>
/// <param name="Value">The number to reach; not of a share.</param>
/// <param name="Percent">The share to reach in per cent, with two decimals at most; only of a share.</param>
public sealed record ChangeTargetRequest(long? Value, decimal? Percent);

public sealed class ChangeTargetRules : AbstractValidator<ChangeTargetRequest>
{
    public ChangeTargetRules() => RuleFor(request => request.Value).IsOneValue(request => request.Percent);
}

public static class ChangeTarget
{
    /// <summary>Gives a target another value, by hand: splits leave it as it is from then on.</summary>
    /// <remarks>
    /// If-Match names the version being changed; sending the same change again answers as before. A part is changed by those
    /// who answer for the unit whose target was split; what else was split is not changed: split it again.
    /// </remarks>
    public static async Task<Results<Ok<TargetResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Guid targetId,
        ChangeTargetRequest request,
        HttpContext http,
        ActivityDbContext db,
        TargetWriter writer,
        TargetEvents events,
        CancellationToken cancellationToken
    )
    {
        if (http.Request.IfMatch() is not { } expected)
            return CommonProblems.VersionRequired.Result();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (held, problem) = await writer.HoldAsync(id, targetId, isSplit: false, cancellationToken);
        if (held is not ({ } plan, { } target))
            return problem!;
        if (target.Measure.IsShare != request.Percent is not null)
            return TargetProblems.ValueUnfit.Result(TargetContentRules.Highest);
        var value = TargetContentRules.Stored(request.Value, request.Percent);
        // A retry whose first try arrived finds its own work done; what changes nothing makes no version.
        var isDone = target is { Withdrawn: false, ByHand: true } && target.Value == value;
        if (target.Version != expected && !(isDone && target.Version == expected + 1))
            return CommonProblems.VersionStale.Result(target.Version);
        if (target.Withdrawn)
            return TargetProblems.Withdrawn.Result(targetId);
        if (!isDone)
        {
            writer.Set(target, value, byHand: true);
            await events.TellOfAsync(plan, [target], cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        http.Response.SetETag(target.Version);
        return TypedResults.Ok(await TargetResponse.ReadAsync(db, target, cancellationToken));
    }
}
