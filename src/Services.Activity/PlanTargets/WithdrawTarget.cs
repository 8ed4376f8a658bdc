using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.PlanTargets;

public static class WithdrawTarget
{
    /// <summary>Takes a target back, and all that it was split into.</summary>
    /// <remarks>If-Match names the version being withdrawn; sending the same again answers as before.</remarks>
    public static async Task<Results<Ok<TargetResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Guid targetId,
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
        // A retry whose first try arrived finds its own work done.
        if (target.Version != expected && !(target.Withdrawn && target.Version == expected + 1))
            return CommonProblems.VersionStale.Result(target.Version);
        if (!target.Withdrawn)
        {
            var gone = await writer.WithdrawAsync(id, [targetId], cancellationToken);
            await events.TellOfAsync(plan, gone, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        http.Response.SetETag(target.Version);
        return TypedResults.Ok(await TargetResponse.ReadAsync(db, target, cancellationToken));
    }
}
