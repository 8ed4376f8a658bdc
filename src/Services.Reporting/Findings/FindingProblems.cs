using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Reporting.Findings;

/// <summary>What can go wrong with findings of data quality.</summary>
public static class FindingProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "finding.not-found",
        "Không có phát hiện {0}.",
        "There is no finding {0}."
    );

    public static readonly ProblemType KindUnknown = new(
        400,
        "finding.kind-unknown",
        "Loại phát hiện phải là một trong: {0}.",
        "The kind is one of {0}."
    );

    public static readonly ProblemType StateUnknown = new(
        400,
        "finding.state-unknown",
        "Trạng thái phải là một trong: {0}.",
        "The state is one of {0}."
    );

    public static readonly ProblemType NotOpen = new(
        409,
        "finding.not-open",
        "Chỉ giao và bỏ qua được phát hiện đang mở.",
        "Only an open finding can be assigned or dismissed."
    );

    public static readonly ProblemType UnitUnknown = new(
        422,
        "finding.unit-unknown",
        "Hôm nay không có đơn vị mang mã {0}.",
        "No unit bears the code {0} today."
    );

    public static readonly ProblemType AssigneeElsewhere = new(
        422,
        "finding.assignee-elsewhere",
        "Đơn vị {0} không phải là đơn vị có số liệu này, cũng không phải cấp trên của đơn vị đó.",
        "Unit {0} is neither the one whose figures they are nor one above it."
    );

    public static readonly ProblemType RuleCodeInvalid = new(
        400,
        "finding.rule-code-invalid",
        "Mã quy tắc gồm 3 đến 64 chữ thường không dấu, chữ số và dấu gạch ngang.",
        "The rule's code has 3 to 64 lower-case letters without marks, digits and hyphens."
    );
}
