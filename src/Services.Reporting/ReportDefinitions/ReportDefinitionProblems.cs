using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Reporting.ReportDefinitions;

/// <summary>What can go wrong with the definition of a report.</summary>
public static class ReportDefinitionProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "report-definition.not-found",
        "Không có mẫu báo cáo {0}.",
        "There is no report definition {0}."
    );

    public static readonly ProblemType CodeInvalid = new(
        400,
        "report-definition.code-invalid",
        "Mã mẫu báo cáo gồm 3 đến 64 chữ thường không dấu, chữ số và dấu gạch ngang.",
        "The code has 3 to 64 lower-case letters without marks, digits and hyphens."
    );

    public static readonly ProblemType ValueUnknown = new(
        400,
        "report-definition.value-unknown",
        "Giá trị phải là một trong: {0}.",
        "The value must be one of: {0}."
    );

    public static readonly ProblemType ItemRepeated = new(
        400,
        "report-definition.item-repeated",
        "Mỗi cấp, chỉ tiêu, phần và ngày nhắc chỉ được nêu một lần.",
        "Each level, indicator, section and reminder day is named once."
    );

    public static readonly ProblemType PeriodReversed = new(
        400,
        "report-definition.period-reversed",
        "Ngày hết hiệu lực phải sau ngày bắt đầu.",
        "The definition must end after it begins."
    );

    public static readonly ProblemType IndicatorInvalid = new(
        400,
        "report-definition.indicator-invalid",
        "Mã chỉ tiêu gồm chữ thường không dấu, chữ số, dấu gạch ngang và dấu chấm, tối đa 128 ký tự.",
        "An indicator's code has lower-case letters without marks, digits, hyphens and dots, up to 128."
    );

    public static readonly ProblemType IndicatorNotCounted = new(
        422,
        "report-definition.indicator-not-counted",
        "Chỉ tiêu {0} được tính từ chỉ tiêu khác hoặc là văn bản nên không đưa vào báo cáo được.",
        "Indicator {0} is worked out from others, or a text, and cannot be reported."
    );

    public static readonly ProblemType CodeTaken = new(
        409,
        "report-definition.code-taken",
        "Mã định danh này, hoặc mã {0}, đã được dùng cho mẫu báo cáo có nội dung khác.",
        "This id, or the code {0}, stands for a definition with other content."
    );

    public static readonly ProblemType OwnerUnknown = new(
        422,
        "report-definition.owner-unknown",
        "Không có đơn vị mang mã {0}.",
        "No unit bears the code {0}."
    );

    public static readonly ProblemType PeriodUnknown = new(
        404,
        "report-definition.period-unknown",
        "Mẫu báo cáo này không có kỳ {0} (ví dụ: 2026-07, 2026-Q3, 2026-H2, 2026).",
        "The definition has no period {0} (such as 2026-07, 2026-Q3, 2026-H2, 2026)."
    );

    public static readonly ProblemType PeriodNotReached = new(
        422,
        "report-definition.period-not-reached",
        "Kỳ {0} được mở từ ngày {1}.",
        "The period {0} is opened on {1}."
    );
}
