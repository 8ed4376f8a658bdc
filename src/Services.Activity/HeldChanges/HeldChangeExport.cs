using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Activity.HeldChanges;

internal static class HeldChangeExport
{
    public static readonly ExportColumn<HeldChangeResponse>[] Columns =
    [
        new("Mã định danh hoạt động", "Activity", change => change.ActivityId),
        new("Phiên bản được sửa", "Version", change => change.Version),
        new("Trạng thái", "State", change => change.State),
        new("Ngày thực hiện", "Day", change => change.Content?.OccurredOn),
        new("Chủ đề", "Topic", change => change.Content?.Topic),
        new("Số người được hướng dẫn", "People guided", change => change.Content?.PeopleGuided),
        new("Lý do", "Reason", change => change.Reason),
        new("Mã đơn vị gửi", "Sender's unit", change => change.Unit),
        new("Chờ đến", "Expires", change => change.ExpiresAt.DayInVietnam()),
        new("Lý do từ chối", "Refusal", change => change.Refusal?.Text),
    ];
}
