using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Activity.Initiatives;

internal static class InitiativeExport
{
    public static readonly ExportColumn<InitiativeResponse>[] Columns =
    [
        new("Mã định danh sáng kiến", "Id", initiative => initiative.Id),
        new("Mã đơn vị đề xuất", "Proposed by unit", initiative => initiative.UnitCode),
        new("Mã định danh tổ đề xuất", "Proposed by team", initiative => initiative.TeamId),
        new("Tên sáng kiến", "Title", initiative => initiative.Title),
        new("Nội dung", "Description", initiative => initiative.Description),
        new("Chủ đề", "Topics", initiative => string.Join("; ", initiative.Topics)),
        new("Trạng thái", "Status", initiative => initiative.Status),
        new("Chờ xem xét tại", "Waits at", initiative => initiative.ReviewUnit),
        new("Phổ biến trong", "Published for", initiative => initiative.PublishedUnit),
        new("Ngày phổ biến", "Published on", initiative => initiative.PublishedOn),
        new("Số nơi áp dụng", "Applications", initiative => initiative.Applications),
    ];
}
