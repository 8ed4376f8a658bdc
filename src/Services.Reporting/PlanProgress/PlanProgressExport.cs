using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Reporting.PlanProgress;

internal static class PlanProgressExport
{
    public static readonly ExportColumn<PlanProgressRow>[] Columns =
    [
        new("Thứ tự", "Rank", row => row.Rank),
        new("Mã đơn vị", "Unit code", row => row.UnitCode),
        new("Tên đơn vị", "Unit", row => row.UnitName),
        new("Chỉ số", "Indicator", row => row.Indicator),
        new("Tỷ lệ trên", "Share of", row => row.Denominator ?? row.Reference),
        new("Từ ngày", "From", row => row.From),
        new("Đến ngày", "To", row => row.To),
        new("Chỉ tiêu", "Target", row => row.Target),
        new("Chỉ tiêu (%)", "Target (%)", row => row.TargetPercent),
        new("Thực hiện", "Actual", row => row.Actual),
        new("Mẫu số", "Base", row => row.Base),
        new("Tỷ lệ đạt (%)", "Share (%)", row => row.Share),
        new("So với chỉ tiêu (%)", "Of target (%)", row => row.Percent),
        new("Cần đạt đến ngày này", "Expected", row => row.Expected),
        new("Tiến độ", "State", row => row.StateName),
        new("Chưa có số liệu trong kỳ", "Nothing recorded", row => row.RecordedNothing ? "x" : null),
    ];
}
