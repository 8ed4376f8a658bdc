using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Training.QuizAttempts;

internal static class AttemptExport
{
    private static readonly Dictionary<string, string> Statuses = new()
    {
        ["open"] = "Đang làm",
        ["passed"] = "Đạt",
        ["failed"] = "Không đạt",
        ["expired"] = "Hết giờ",
    };

    public static readonly ExportColumn<AttemptResponse>[] Columns =
    [
        new("Mã định danh thành viên", "Member id", attempt => attempt.MemberId),
        new("Buổi tập huấn", "Session id", attempt => attempt.SessionId),
        new("Lượt", "Number", attempt => attempt.Number),
        new("Ngày làm bài", "Day", attempt => attempt.StartedAt.DayInVietnam()),
        new("Điểm", "Points", attempt => attempt.Points),
        new("Điểm tối đa", "Most points", attempt => attempt.MostPoints),
        new("Kết quả", "Status", attempt => Statuses.Named(attempt.Status)),
    ];
}
