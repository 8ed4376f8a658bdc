using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Registry.UnitFigures;

internal static class UnitFigureExport
{
    public static readonly ExportColumn<UnitFigureResponse>[] Columns =
    [
        new("Mã đơn vị", "Unit code", figure => figure.UnitCode),
        new("Tên đơn vị", "Unit", figure => figure.UnitName),
        new("Số liệu", "Figure", figure => figure.Figure),
        new("Áp dụng từ ngày", "Valid from", figure => figure.ValidFrom),
        new("Giá trị", "Value", figure => figure.Value),
        new("Nguồn", "Source", figure => figure.Source),
    ];
}
