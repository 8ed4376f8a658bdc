using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Registry.CompositionBreaches;

internal static class BreachExport
{
    public static readonly ExportColumn<CompositionBreach>[] Columns =
    [
        new("Mã định danh tổ", "Team", breach => breach.TeamId),
        new("Đường dẫn", "Path", breach => breach.UnitPath),
        new("Đơn vị", "Unit", breach => breach.UnitName),
        new("Loại tổ", "Kind", breach => breach.Kind),
        new("Tên tổ", "Name", breach => breach.Name),
        new("Văn bản quy định", "Document", breach => breach.DocumentNumber),
        new("Điều không đạt", "Rules broken", breach => string.Join("; ", breach.Rules)),
        new("Số thành viên", "Members", breach => breach.Members),
        new("Tối thiểu", "At least", breach => breach.MinMembers),
        new("Tối đa", "At most", breach => breach.MaxMembers),
    ];
}
