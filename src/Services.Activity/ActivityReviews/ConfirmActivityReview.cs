using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.ActivityReviews;

/// <param name="Note">What was found out, up to 500 characters: no personal data.</param>
public sealed record ConfirmActivityReviewRequest(string? Note);

public sealed class ConfirmActivityReviewRules : AbstractValidator<ConfirmActivityReviewRequest>
{
    public ConfirmActivityReviewRules() => RuleFor(request => request.Note).NotEmpty().MaximumLength(500);
}

public static class ConfirmActivityReview
{
    /// <summary>Says that the figures are right, however unusual. Wrong ones are corrected or voided at the activity.</summary>
    /// <remarks>
    /// If-Match names the version being confirmed; sending the same confirmation again answers as before. 409 once the
    /// activity was corrected or voided, or somebody else confirmed it.
    /// </remarks>
    public static async Task<Results<Ok<ActivityReviewResponse>, ProblemHttpResult>> Handle(
        Guid id,
        ConfirmActivityReviewRequest request,
        HttpContext http,
        Caller caller,
        ActivityDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (http.Request.IfMatch() is not { } expected)
            return CommonProblems.VersionRequired.Result();
        var (review, problem) = await db.FindReviewAsync(id, caller, cancellationToken);
        if (review is null)
            return problem!;
        var note = request.Note!.Trim().Normalize();
        // A retry whose first try arrived finds its own work done.
        var isDone =
            (review.Status, review.Note, review.DecidedBy) == (ActivityReview.Confirmed, note, caller.ClientId)
            && review.Version == expected + 1;
        if (!isDone)
        {
            if (review.Version != expected)
                return CommonProblems.VersionStale.Result(review.Version);
            if (review.Status != ActivityReview.Open)
                return ActivityReviewProblems.Closed.Result(id);
            review.Confirm(note, caller.ClientId, clock.GetUtcNow());
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                return CommonProblems.VersionStale.Result(expected + 1);
            }
        }
        http.Response.SetETag(review.Version);
        return TypedResults.Ok(ActivityReviewResponse.Of(review));
    }
}
