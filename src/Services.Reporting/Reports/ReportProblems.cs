using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Reporting.Reports;

/// <summary>What can go wrong with a periodic report.</summary>
public static class ReportProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "report.not-found",
        "Không có báo cáo {0}.",
        "There is no report {0}."
    );

    public static readonly ProblemType SectionUnknown = new(
        422,
        "report.section-unknown",
        "Mẫu báo cáo không có phần {0}.",
        "The report has no section {0}."
    );

    public static readonly ProblemType IndicatorUnknown = new(
        422,
        "report.indicator-unknown",
        "Mẫu báo cáo không có chỉ tiêu {0}.",
        "The report has no indicator {0}."
    );

    public static readonly ProblemType TextTooLong = new(
        400,
        "report.text-too-long",
        "Mỗi phần tối đa {0} ký tự.",
        "A section has at most {0} characters."
    );

    public static readonly ProblemType ManualInvalid = new(
        400,
        "report.manual-invalid",
        "Số liệu tự báo cáo cần giá trị từ 0 đến {0} và lý do tối đa {1} ký tự.",
        "A figure of one's own needs a value from 0 to {0} and a reason of at most {1} characters."
    );

    public static readonly ProblemType SectionMissing = new(
        422,
        "report.section-missing",
        "Chưa viết phần bắt buộc: {0}.",
        "A required section is not written: {0}."
    );

    public static readonly ProblemType NotOpen = new(
        409,
        "report.not-open",
        "Báo cáo đã gửi hoặc đã duyệt nên không sửa được.",
        "The report is submitted or accepted and cannot be changed."
    );

    public static readonly ProblemType NotSubmitted = new(
        409,
        "report.not-submitted",
        "Chỉ duyệt hoặc trả lại được báo cáo đã gửi.",
        "Only a submitted report can be accepted or returned."
    );

    public static readonly ProblemType NotAccepted = new(
        409,
        "report.not-accepted",
        "Chỉ mở lại được báo cáo đã duyệt.",
        "Only an accepted report can be reopened."
    );

    public static readonly ProblemType NeverSubmitted = new(
        409,
        "report.never-submitted",
        "Báo cáo chưa được gửi lần nào.",
        "The report was never submitted."
    );

    public static readonly ProblemType StateUnknown = new(
        400,
        "report.state-unknown",
        "Trạng thái phải là một trong: draft, submitted, returned, accepted.",
        "The state is one of draft, submitted, returned, accepted."
    );

    public static readonly ProblemType FormatUnknown = new(
        400,
        "report.format-unknown",
        "Định dạng phải là pdf hoặc xlsx.",
        "The format is pdf or xlsx."
    );
}
