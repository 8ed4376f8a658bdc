using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Registry.Units;

internal static class UnitExport
{
    public static readonly ExportColumn<UnitResponse>[] Columns =
    [
        new("Mã đơn vị", "Code", unit => unit.Code),
        new("Đơn vị", "Name", unit => unit.FullName),
        new("Loại", "Type", unit => unit.Type),
        new("Cấp", "Level", unit => unit.Level),
        new("Mã đơn vị cấp trên", "Parent", unit => unit.ParentCode),
        new("Đường dẫn", "Path", unit => unit.Path),
        new("Hiệu lực từ ngày", "Valid from", unit => unit.ValidFrom),
        new("Hết hiệu lực từ ngày", "Valid to", unit => unit.ValidTo),
    ];
}
