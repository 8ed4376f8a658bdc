using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.Activities;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.ActivityReviews;

public static class ListActivityReviews
{
    private const string All = "all";

    /// <summary>Lists activities with figures beyond the usual, the latest day first, within what the caller may see.</summary>
    /// <param name="status">"open" (where absent), "confirmed", "corrected", "voided" or "all".</param>
    /// <param name="unit">Code of a unit: only its teams' and those of the units below it.</param>
    /// <param name="team">Only this team's.</param>
    /// <param name="from">First day (yyyy-MM-dd).</param>
    /// <param name="to">Last day (yyyy-MM-dd).</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<ActivityReviewResponse>>, ProblemHttpResult>> Handle(
        Caller caller,
        ActivityDbContext db,
        string? status = null,
        string? unit = null,
        Guid? team = null,
        DateOnly? from = null,
        DateOnly? to = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var teams = db.TeamsWithin(caller, unit, team);
        var reviews = db.ActivityReviews.AsNoTracking().Where(review => teams.Any(copy => copy.Id == review.TeamId));
        if (status is not All)
        {
            var wanted = status ?? ActivityReview.Open;
            if (!ActivityReview.Statuses.Contains(wanted))
                return ActivityReviewProblems.StatusUnknown.Result(
                    string.Join(", ", [.. ActivityReview.Statuses, All])
                );
            reviews = reviews.Where(review => review.Status == wanted);
        }
        if (from is not null)
            reviews = reviews.Where(review => review.OccurredOn >= from);
        if (to is not null)
            reviews = reviews.Where(review => review.OccurredOn <= to);
        if (Paging.Read<ReviewKey>(cursor) is { } after)
            reviews = reviews.Where(review =>
                EF.Functions.LessThan(
                    ValueTuple.Create(review.OccurredOn, review.Id),
                    ValueTuple.Create(after.OccurredOn, after.Id)
                )
            );
        var read = await reviews
            .OrderByDescending(review => review.OccurredOn)
            .ThenByDescending(review => review.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        IReadOnlyList<ActivityReviewResponse> items = [.. read.Select(ActivityReviewResponse.Of)];
        return TypedResults.Ok(items.ToPage(limit, item => new ReviewKey(item.OccurredOn, item.Id)));
    }

    private sealed record ReviewKey(DateOnly OccurredOn, Guid Id);
}
