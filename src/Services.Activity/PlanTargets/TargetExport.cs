using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Activity.PlanTargets;

internal static class TargetExport
{
    public static readonly ExportColumn<TargetResponse>[] Columns =
    [
        new("Mã định danh chỉ tiêu", "Target", target => target.Id),
        new("Mã đơn vị", "Unit code", target => target.UnitCode),
        new("Tên đơn vị", "Unit", target => target.UnitName),
        new("Mã định danh tổ", "Team", target => target.TeamId),
        new("Chỉ số", "Indicator", target => target.Indicator),
        new("Tỷ lệ trên", "Share of", target => target.Denominator ?? target.Reference),
        new("Chỉ tiêu", "Value", target => target.Value),
        new("Chỉ tiêu (%)", "Per cent", target => target.Percent),
        new("Từ ngày", "From", target => target.From),
        new("Đến ngày", "To", target => target.To),
    ];
}
