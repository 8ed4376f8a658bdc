using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Activity.ActivityReviews;

internal static class ActivityReviewExport
{
    public static readonly ExportColumn<ActivityReviewResponse>[] Columns =
    [
        new("Mã định danh rà soát", "Id", review => review.Id),
        new("Mã định danh hoạt động", "Activity", review => review.ActivityId),
        new("Phiên bản hoạt động", "Activity version", review => review.ActivityVersion),
        new("Mã định danh tổ", "Team", review => review.TeamId),
        new("Ngày thực hiện", "Day", review => review.OccurredOn),
        new("Chỉ tiêu", "Indicators", review => Joined(review, flag => flag.Indicator)),
        new("Số liệu", "Values", review => Joined(review, flag => $"{flag.Value}")),
        new("Mức thường gặp", "Bounds", review => Joined(review, flag => $"{flag.Bound}")),
        new("Trạng thái", "Status", review => review.Status),
        new("Người quyết định", "Decided by", review => review.DecidedBy),
        new("Ghi chú", "Note", review => review.Note),
    ];

    private static string Joined(ActivityReviewResponse review, Func<ActivityFlagResponse, string> value) =>
        string.Join("; ", review.Flags.Select(value));
}
