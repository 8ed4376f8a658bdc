using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Activity.ActivityReviews;

/// <summary>What can go wrong with a review of an activity.</summary>
public static class ActivityReviewProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "activity-review.not-found",
        "Không có lượt rà soát {0}.",
        "There is no review {0}."
    );

    public static readonly ProblemType StatusUnknown = new(
        400,
        "activity-review.status-unknown",
        "Trạng thái phải là một trong: {0}.",
        "The status is one of {0}."
    );

    public static readonly ProblemType Closed = new(
        409,
        "activity-review.closed",
        "Lượt rà soát {0} đã kết thúc: hoạt động đã được xác nhận, đính chính hoặc hủy.",
        "Review {0} is closed: the activity was confirmed, corrected or voided."
    );
}
