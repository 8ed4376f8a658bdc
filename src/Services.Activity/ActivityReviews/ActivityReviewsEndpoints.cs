using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Activity.ActivityReviews;

public static class ActivityReviewsEndpoints
{
    public static void MapActivityReviews(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/activity-reviews").RequireScope(Scopes.ActivityRead);
        var judging = app.MapNoun("/v1/activity-reviews").RequireScope(Scopes.ActivityReview);

        reading.MapGet("/", ListActivityReviews.Handle).Exports("activity-reviews", ActivityReviewExport.Columns);
        reading.MapGet("/{id:guid}", GetActivityReview.Handle);
        judging.MapPut("/{id:guid}/confirmation", ConfirmActivityReview.Handle).ReadsIfMatch();
    }
}
