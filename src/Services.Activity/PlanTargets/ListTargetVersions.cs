using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.Plans;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.PlanTargets;

/// <summary>What a target was before it was changed.</summary>
/// <param name="Version">The superseded version.</param>
/// <param name="Value">The number to reach; null of a share.</param>
/// <param name="Percent">The share to reach in per cent; null of a number.</param>
/// <param name="ByHand">True where somebody set the value.</param>
/// <param name="Withdrawn">True where it did not count.</param>
/// <param name="WrittenBy">The client that wrote it.</param>
/// <param name="WrittenAt">When (UTC).</param>
public sealed record TargetVersionResponse(
    int Version,
    long? Value,
    decimal? Percent,
    bool ByHand,
    bool Withdrawn,
    string WrittenBy,
    DateTimeOffset WrittenAt
);

public static class ListTargetVersions
{
    /// <summary>Lists the superseded versions of a target, the first one first: its value, who wrote it and when.</summary>
    public static async Task<Results<Ok<IReadOnlyList<TargetVersionResponse>>, ProblemHttpResult>> Handle(
        Guid id,
        Guid targetId,
        Caller caller,
        ActivityDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (plan, problem) = await db.FindPlanAsync(id, caller, clock, cancellationToken);
        if (plan is null)
            return problem!;
        var target = await db
            .PlanTargets.AsNoTracking()
            .SingleOrDefaultAsync(each => each.Id == targetId && each.PlanId == id, cancellationToken);
        if (target is null)
            return TargetProblems.NotFound.Result(targetId);
        var isShare = target.Measure.IsShare;
        var versions = await db
            .PlanTargetVersions.AsNoTracking()
            .Where(version => version.TargetId == targetId)
            .OrderBy(version => version.Version)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok<IReadOnlyList<TargetVersionResponse>>([
            .. versions.Select(version => new TargetVersionResponse(
                version.Version,
                isShare ? null : version.Value,
                isShare ? TargetContentRules.PercentOf(version.Value) : null,
                version.ByHand,
                version.Withdrawn,
                version.WrittenBy,
                version.WrittenAt
            )),
        ]);
    }
}
