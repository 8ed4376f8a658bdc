using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Activity.Obstacles;

internal static class ObstacleExport
{
    public static readonly ExportColumn<ObstacleResponse>[] Columns =
    [
        new("Mã định danh vướng mắc", "Id", obstacle => obstacle.Id),
        new("Mã định danh tổ", "Team", obstacle => obstacle.TeamId),
        new("Mã đơn vị", "Unit code", obstacle => obstacle.UnitCode),
        new("Ngày phát sinh", "Raised on", obstacle => obstacle.RaisedOn),
        new("Nguyên nhân", "Cause", obstacle => obstacle.Cause),
        new("Lĩnh vực", "Topic", obstacle => obstacle.Topic),
        new("Kết quả liên quan", "Outcome", obstacle => obstacle.Outcome),
        new("Nội dung vướng mắc", "Title", obstacle => obstacle.Title),
        new("Mô tả", "Description", obstacle => obstacle.Description),
        new("Trạng thái", "Status", obstacle => obstacle.Status),
        new("Nơi đang chờ", "Waits at", obstacle => obstacle.WaitsAt),
        new("Tên nơi đang chờ", "Waits at (name)", obstacle => obstacle.WaitsAtName),
        new("Hạn trả lời", "Due on", obstacle => obstacle.DueOn),
        new("Quá hạn", "Overdue", obstacle => obstacle.Overdue ? "x" : null),
        new("Ngày trả lời", "Answered on", obstacle => obstacle.AnsweredOn),
        new("Đơn vị trả lời", "Answered by", obstacle => obstacle.AnsweredBy),
        new("Câu trả lời", "Answer", obstacle => obstacle.Answer),
        new("Gộp với vướng mắc", "Handled with", obstacle => obstacle.MainId),
    ];
}
