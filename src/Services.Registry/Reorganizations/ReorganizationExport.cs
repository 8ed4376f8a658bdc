using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Registry.Reorganizations;

internal static class ReorganizationExport
{
    public static readonly ExportColumn<ReorganizationSummary>[] Columns =
    [
        new("Mã định danh văn bản", "Id", act => act.Id),
        new("Số văn bản", "Number", act => act.Number),
        new("Cơ quan ban hành", "Issuing body", act => act.IssuingBody),
        new("Ngày hiệu lực", "Effective on", act => act.EffectiveOn),
        new("Trạng thái", "Status", act => act.Status),
        new("Ghi chú", "Note", act => act.Note),
        new("Lý do thu hồi", "Revoked because", act => act.RevocationReason),
    ];
}
