using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Activity.ObstacleAnswers;

internal static class AnswerExport
{
    public static readonly ExportColumn<AnswerResponse>[] Columns =
    [
        new("Mã định danh câu trả lời", "Id", answer => answer.Id),
        new("Nguyên nhân", "Cause", answer => answer.Cause),
        new("Lĩnh vực", "Topic", answer => answer.Topic),
        new("Câu hỏi", "Question", answer => answer.Question),
        new("Câu trả lời", "Answer", answer => answer.Answer),
        new("Mã tỉnh", "Province code", answer => answer.ProvinceCode),
        new("Tỉnh, thành phố", "Province", answer => answer.ProvinceName),
        new("Ngày trả lời", "Answered on", answer => answer.AnsweredOn),
        new("Số tổ thấy hữu ích", "Helped", answer => answer.Helped),
    ];
}
