using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Reporting.Rollups;

internal static class RankedUnitExport
{
    public static readonly ExportColumn<RankedUnit>[] Columns =
    [
        new("Thứ tự", "Rank", row => row.Rank),
        new("Mã đơn vị", "Unit code", row => row.UnitCode),
        new("Tên đơn vị", "Unit", row => row.UnitName),
        new("Giá trị", "Value", row => row.Value),
        new("Kỳ trước", "Before", row => row.Before),
        new("Tăng, giảm", "Change", row => row.Change),
        new("Tăng, giảm (%)", "Change (%)", row => row.ChangePercent),
    ];
}
