using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.ActivityReviews;

public static class GetActivityReview
{
    /// <summary>Reads one review.</summary>
    public static async Task<Results<Ok<ActivityReviewResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpResponse response,
        Caller caller,
        ActivityDbContext db,
        CancellationToken cancellationToken
    )
    {
        var (review, problem) = await db.FindReviewAsync(id, caller, cancellationToken);
        if (review is null)
            return problem!;
        response.SetETag(review.Version);
        return TypedResults.Ok(ActivityReviewResponse.Of(review));
    }

    /// <summary>The review, tracked; or why this caller cannot have it.</summary>
    internal static async Task<(ActivityReview?, ProblemHttpResult?)> FindReviewAsync(
        this ActivityDbContext db,
        Guid id,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        var review = await db.ActivityReviews.FindAsync([id], cancellationToken);
        if (review is null)
            return (null, ActivityReviewProblems.NotFound.Result(id));
        var path = await db
            .Teams.Where(team => team.Id == review.TeamId)
            .Select(team => team.UnitPath)
            .SingleAsync(cancellationToken);
        return caller.MayTouch(path)
            ? (review, null)
            : (null, CommonProblems.UnitOutOfScope.Result(path.Split('/')[^1]));
    }
}
