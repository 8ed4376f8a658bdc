using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Registry.Reorganizations;

internal static class WorklistExport
{
    public static readonly ExportColumn<WorklistItem>[] Columns =
    [
        new("item", "item", item => item.Item),
        new("successorCode", "successorCode", item => item.AssignedTo),
        new("Loại", "Kind", item => item.Kind),
        new("Tên", "Name", item => item.Name),
        new("Mã đơn vị cũ", "Old unit", item => item.From.Code),
        new("Đơn vị cũ", "Old name", item => item.From.FullName),
        new(
            "Có thể thuộc về",
            "Candidates",
            item => string.Join("; ", item.Candidates.Select(unit => $"{unit.Code} {unit.FullName}"))
        ),
    ];
}
