using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Activities;

/// <summary>What an activity said before it was changed.</summary>
/// <param name="Version">The superseded version.</param>
/// <param name="Content">What it said.</param>
/// <param name="Reason">Why it was replaced.</param>
/// <param name="SupersededBy">The client that replaced it.</param>
/// <param name="SupersededAt">When (UTC).</param>
public sealed record ActivityVersionResponse(
    int Version,
    ActivityContent Content,
    string Reason,
    string SupersededBy,
    DateTimeOffset SupersededAt
);

public static class ListActivityVersions
{
    /// <summary>Lists the superseded versions of an activity, the first one first.</summary>
    public static async Task<Results<Ok<IReadOnlyList<ActivityVersionResponse>>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        ActivityDbContext db,
        CancellationToken cancellationToken
    )
    {
        var (activity, problem) = await db.FindActivityAsync(id, caller, cancellationToken);
        if (activity is null)
            return problem!;
        IReadOnlyList<ActivityVersionResponse> versions = await db
            .ActivityVersions.Where(version => version.ActivityId == id)
            .OrderBy(version => version.Version)
            .Select(version => new ActivityVersionResponse(
                version.Version,
                version.Content,
                version.Reason,
                version.SupersededBy,
                version.SupersededAt
            ))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(versions);
    }
}
