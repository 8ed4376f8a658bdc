using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Registry.TeamDecisions;

internal static class TeamDecisionExport
{
    public static readonly ExportColumn<TeamDecisionResponse>[] Columns =
    [
        new("Loại", "Type", decision => decision.Type),
        new("Số quyết định", "Decision number", decision => decision.DecisionNumber),
        new("Ngày quyết định", "Decision date", decision => decision.DecisionDate),
        new("Cơ quan ban hành", "Signatory", decision => decision.Signatory),
        new("Hiệu lực từ ngày", "Effective on", decision => decision.EffectiveOn),
        new("Loại tổ", "Kind", decision => decision.Kind),
        new("Tên tổ", "Name", decision => decision.Name),
        new("Lý do", "Reason", decision => decision.Reason),
    ];
}
