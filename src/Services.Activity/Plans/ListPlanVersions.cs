using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Plans;

/// <summary>What a plan said before it was changed.</summary>
/// <param name="Version">The superseded version.</param>
/// <param name="Status">Its status then.</param>
/// <param name="StatusName">The status in the reader's language.</param>
/// <param name="Content">What it said.</param>
/// <param name="WrittenBy">The client that wrote it.</param>
/// <param name="WrittenAt">When (UTC).</param>
public sealed record PlanVersionResponse(
    int Version,
    string Status,
    string StatusName,
    PlanContent Content,
    string WrittenBy,
    DateTimeOffset WrittenAt
);

public static class ListPlanVersions
{
    /// <summary>Lists the superseded versions of a plan, the first one first: what it said, who wrote it and when.</summary>
    public static async Task<Results<Ok<IReadOnlyList<PlanVersionResponse>>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        ActivityDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (plan, problem) = await db.FindPlanAsync(id, caller, clock, cancellationToken);
        if (plan is null)
            return problem!;
        // Drafts are for those who write them.
        var mayWrite = await db.MayWriteForAsync(plan.UnitId, caller, clock, cancellationToken);
        var versions = await db
            .PlanVersions.AsNoTracking()
            .Where(version => version.PlanId == id && (mayWrite || version.Status != PlanStatus.Draft))
            .OrderBy(version => version.Version)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok<IReadOnlyList<PlanVersionResponse>>([
            .. versions.Select(version => new PlanVersionResponse(
                version.Version,
                version.Status,
                PlanStatus.NameOf(version.Status),
                version.Content,
                version.WrittenBy,
                version.WrittenAt
            )),
        ]);
    }
}
