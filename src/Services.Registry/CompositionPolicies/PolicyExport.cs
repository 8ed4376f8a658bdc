using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Registry.CompositionPolicies;

internal static class PolicyExport
{
    public static readonly ExportColumn<PolicyResponse>[] Columns =
    [
        new("Mã định danh quy định", "Id", policy => policy.Id),
        new("Mã đơn vị", "Unit code", policy => policy.UnitCode),
        new("Loại tổ", "Kind", policy => policy.TeamKind),
        new("Cấp", "Level", policy => policy.TeamLevel),
        new("Hiệu lực từ ngày", "Valid from", policy => policy.ValidFrom),
        new("Hết hiệu lực từ ngày", "Valid to", policy => policy.ValidTo),
        new("Tối thiểu", "At least", policy => policy.MinMembers),
        new("Tối đa", "At most", policy => policy.MaxMembers),
        new("Thành phần tổ trưởng", "Leaders", policy => string.Join("; ", policy.LeaderBackgrounds)),
        new("Cách áp dụng", "Enforcement", policy => policy.Enforcement),
        new("Văn bản quy định", "Document", policy => policy.DocumentNumber),
    ];
}
