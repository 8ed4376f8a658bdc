using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Activity.DutyShifts;

internal static class DutyShiftExport
{
    public static readonly ExportColumn<DutyShiftResponse>[] Columns =
    [
        new("Mã định danh ca trực", "Id", shift => shift.Id),
        new("Mã đơn vị", "Unit code", shift => shift.UnitCode),
        new("Địa điểm", "Place", shift => shift.PlaceName),
        new("Ngày", "Day", shift => shift.Day),
        new("Từ giờ", "Starts at", shift => shift.StartsAt),
        new("Đến giờ", "Ends at", shift => shift.EndsAt),
        new("Mã thành viên", "Member", shift => shift.MemberId),
        new("Trạng thái", "Status", shift => shift.Status),
        new("Số người được hướng dẫn", "People guided", shift => shift.PeopleGuided),
    ];
}

internal static class DutyBreachExport
{
    public static readonly ExportColumn<DutyDay>[] Columns =
    [
        new("Mã định danh lịch trực", "Roster", day => day.RosterId),
        new("Mã đơn vị", "Unit code", day => day.UnitCode),
        new("Địa điểm", "Place", day => day.PlaceName),
        new("Ngày", "Day", day => day.Day),
        new("Số người trực", "People on duty", day => day.OnDuty),
        new("Tối thiểu", "At least", day => day.MinPerDay),
        new("Còn thiếu", "Missing", day => day.Missing),
        new("Ca khuyết", "Open shifts", day => day.Open),
        new("Ca vắng", "Absences", day => day.Absent),
    ];
}
