using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Registry.Reorganizations;

internal static class LineageExport
{
    public static readonly ExportColumn<LineageEdge>[] Columns =
    [
        new("Mã cũ", "Old code", edge => edge.OldCode),
        new("Tên cũ", "Old name", edge => edge.OldFullName),
        new("Mã mới", "New code", edge => edge.NewCode),
        new("Tên mới", "New name", edge => edge.NewFullName),
        new("Một phần", "Partial", edge => edge.Partial ? 1 : 0),
        new("Dân số", "Population", edge => edge.Population),
        new("Nơi nhận chính", "Primary", edge => edge.Primary ? 1 : 0),
    ];
}
