using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Activity.ActivityReviews;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Activities;

public static class GetActivity
{
    /// <summary>Reads one activity as it now stands.</summary>
    public static async Task<Results<Ok<ActivityResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpResponse response,
        Caller caller,
        ActivityDbContext db,
        CancellationToken cancellationToken
    )
    {
        var (activity, problem) = await db.FindActivityAsync(id, caller, cancellationToken);
        if (activity is null)
            return problem!;
        response.SetETag(activity.Version);
        return TypedResults.Ok(await db.RespondAsync(activity, cancellationToken));
    }

    /// <summary>The activity with what it waits for.</summary>
    internal static async Task<ActivityResponse> RespondAsync(
        this ActivityDbContext db,
        RecordedActivity activity,
        CancellationToken cancellationToken
    )
    {
        var flags = await db.OpenFlagsAsync([activity.Id], cancellationToken);
        return ActivityResponse.Of(activity, flags.GetValueOrDefault(activity.Id, []));
    }

    /// <summary>The activity, tracked; or why this caller cannot have it.</summary>
    internal static async Task<(RecordedActivity?, ProblemHttpResult?)> FindActivityAsync(
        this ActivityDbContext db,
        Guid id,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        var found = await db
            .Activities.Where(activity => activity.Id == id)
            .Join(
                db.Teams,
                activity => activity.TeamId,
                team => team.Id,
                (activity, team) => new { activity, team.UnitPath }
            )
            .FirstOrDefaultAsync(cancellationToken);
        if (found is null)
            return (null, ActivityProblems.NotFound.Result(id));
        return caller.MayTouch(found.UnitPath)
            ? (found.activity, null)
            : (null, CommonProblems.UnitOutOfScope.Result(found.UnitPath.Split('/')[^1]));
    }
}
