namespace CongNgheSo.Services.Activity.ActivityReviews;

/// <summary>That a version of an activity has figures beyond the usual, and what was decided of it.</summary>
/// <param name="Id">Id of the review.</param>
/// <param name="Version">1 when opened; deciding adds one. Also the ETag.</param>
/// <param name="ActivityId">The activity.</param>
/// <param name="ActivityVersion">The version of the activity that has these figures.</param>
/// <param name="TeamId">The team that did it.</param>
/// <param name="OccurredOn">The day on which it took place (Vietnam time).</param>
/// <param name="Flags">The figures beyond the usual, each with its bound.</param>
/// <param name="Status">"open", "confirmed" by a reviewer, or "corrected" or "voided" by whoever changed the activity.</param>
/// <param name="FlaggedAt">When it was flagged (UTC).</param>
/// <param name="DecidedBy">The client that confirmed, corrected or voided it; null while it is open.</param>
/// <param name="DecidedAt">When (UTC); null while it is open.</param>
/// <param name="Note">What the reviewer found, or why the activity was changed; null while it is open.</param>
public sealed record ActivityReviewResponse(
    Guid Id,
    int Version,
    Guid ActivityId,
    int ActivityVersion,
    Guid TeamId,
    DateOnly OccurredOn,
    IReadOnlyList<ActivityFlagResponse> Flags,
    string Status,
    DateTimeOffset FlaggedAt,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? Note
)
{
    internal static ActivityReviewResponse Of(ActivityReview review) =>
        new(
            review.Id,
            review.Version,
            review.ActivityId,
            review.ActivityVersion,
            review.TeamId,
            review.OccurredOn,
            [.. review.Flags.Select(ActivityFlagResponse.Of)],
            review.Status,
            review.FlaggedAt,
            review.DecidedBy,
            review.DecidedAt,
            review.Note
        );
}
