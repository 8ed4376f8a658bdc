using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Activity.Plans;

internal static class PlanExport
{
    public static readonly ExportColumn<PlanResponse>[] Columns =
    [
        new("Mã định danh kế hoạch", "Plan", plan => plan.Id),
        new("Mã đơn vị", "Unit code", plan => plan.UnitCode),
        new("Tên đơn vị", "Unit", plan => plan.UnitName),
        new("Mã định danh tổ", "Team", plan => plan.TeamId),
        new("Loại", "Kind", plan => plan.KindName),
        new("Trạng thái", "Status", plan => plan.StatusName),
        new("Tên kế hoạch", "Title", plan => plan.Title),
        new("Từ ngày", "From", plan => plan.From),
        new("Đến ngày", "To", plan => plan.To),
        new("Số văn bản", "Document number", plan => plan.DocumentNumber),
        new("Ngày ban hành", "Issued on", plan => plan.IssuedOn),
        new("Chủ đề", "Topics", plan => string.Join(", ", plan.Topics)),
        new("Kết quả", "Outcomes", plan => string.Join(", ", plan.Outcomes)),
        new(
            "Nội dung công việc",
            "Items",
            plan =>
                string.Join(
                    '\n',
                    plan.Items.Select(item => item.Month is null ? item.Text : $"{item.Month}: {item.Text}")
                )
        ),
    ];
}
