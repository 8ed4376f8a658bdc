using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Activity.Topics;

internal static class CatalogueEntryExport
{
    public static readonly ExportColumn<CatalogueEntryResponse>[] Columns =
    [
        new("Loại", "Kind", entry => entry.Kind),
        new("Mã", "Code", entry => entry.Code),
        new("Tên tiếng Việt", "Vietnamese name", entry => entry.Vi),
        new("Tên tiếng Anh", "English name", entry => entry.En),
        new("Mã đơn vị", "Unit code", entry => entry.Unit),
        new("Là phần của", "Part of", entry => entry.PartOf),
        new("Số lượng thường gặp tối đa", "Most usual count", entry => entry.MaxCount),
        new("Số người thường gặp tối đa", "Most usual people", entry => entry.MaxPeople),
        new("Số hộ thường gặp tối đa", "Most usual households", entry => entry.MaxHouseholds),
        new("Hiệu lực từ ngày", "Valid from", entry => entry.ValidFrom),
        new("Hết hiệu lực từ ngày", "Valid to", entry => entry.ValidTo),
    ];
}
