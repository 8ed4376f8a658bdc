using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Activity.DutyRosters;

internal static class DutyRosterExport
{
    public static readonly ExportColumn<DutyRosterResponse>[] Columns =
    [
        new("Mã định danh lịch trực", "Id", roster => roster.Id),
        new("Mã đơn vị", "Unit code", roster => roster.UnitCode),
        new("Đơn vị", "Unit", roster => roster.UnitName),
        new("Loại địa điểm", "Kind of place", roster => roster.PlaceKind),
        new("Địa điểm", "Place", roster => roster.PlaceName),
        new("Từ ngày", "First day", roster => roster.FirstDay),
        new("Đến ngày", "Last day", roster => roster.LastDay),
        new("Tối thiểu mỗi ngày", "At least a day", roster => roster.MinPerDay),
        new("Tối đa mỗi ngày", "At most a day", roster => roster.MaxPerDay),
        new("Số người luân phiên", "People in the pool", roster => roster.Pool.Count),
        new("Trạng thái", "Status", roster => roster.Status),
    ];
}
