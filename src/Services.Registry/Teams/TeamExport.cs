using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Registry.Teams;

internal static class TeamExport
{
    public static readonly ExportColumn<TeamResponse>[] Columns =
    [
        new("Mã định danh tổ", "Id", team => team.Id),
        new("Mã đơn vị", "Unit code", team => team.UnitCode),
        new("Đơn vị", "Unit", team => team.UnitName),
        new("Loại tổ", "Kind", team => team.KindName),
        new("Tên tổ", "Name", team => team.Name),
        new("Số quyết định", "Decision number", team => team.DecisionNumber),
        new("Ngày quyết định", "Decision date", team => team.DecisionDate),
        new("Ngày thành lập", "Established on", team => team.EstablishedOn),
        new("Ngày giải thể", "Dissolved on", team => team.Dissolution?.DissolvedOn),
    ];
}
