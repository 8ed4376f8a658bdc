using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Training.Topics;

/// <summary>What can go wrong with the topics and organisations of training.</summary>
public static class TrainingTopicProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "training-topic.not-found",
        "Danh mục {0} không có mã {1}.",
        "There is no {0} with the code {1}."
    );

    public static readonly ProblemType KindUnknown = new(
        400,
        "training-topic.kind-unknown",
        "Loại danh mục phải là một trong: {0}.",
        "The kind must be one of: {0}."
    );

    public static readonly ProblemType CodeInvalid = new(
        400,
        "training-topic.code-invalid",
        "Mã gồm chữ thường không dấu, số và gạch nối, tối đa {0} ký tự: của trung ương bắt đầu bằng chữ, của tỉnh bắt đầu bằng mã tỉnh và dấu chấm.",
        "A code is of lower-case letters, digits and hyphens, {0} characters at most: the nation's begins with a letter, a province's with the province's code and a dot."
    );

    public static readonly ProblemType CodeTaken = new(
        409,
        "training-topic.code-taken",
        "Mã {0} đã có trong danh mục với nội dung khác.",
        "The code {0} is in the catalogue already, with other content."
    );

    public static readonly ProblemType PeriodReversed = new(
        400,
        "training-topic.period-reversed",
        "Ngày hết hiệu lực phải sau ngày bắt đầu.",
        "The period must end after it begins."
    );

    public static readonly ProblemType UnitNotProvince = new(
        422,
        "training-topic.unit-not-province",
        "Hiện không có tỉnh nào mang mã {0}; chỉ trung ương (VN) và cấp tỉnh có danh mục riêng.",
        "No province bears the code {0} today; only the nation (VN) and provinces have entries."
    );

    public static readonly ProblemType UnitUnknown = new(
        404,
        "training-topic.unit-unknown",
        "Không có đơn vị mang mã {0} vào ngày {1}.",
        "No unit bore the code {0} on {1}."
    );

    public static readonly ProblemType NotInForce = new(
        422,
        "training-topic.not-in-force",
        "Mã {0} không dùng được cho đơn vị này vào ngày {1} (xem /v1/training-topics).",
        "The code {0} is not in force for this unit on {1} (see /v1/training-topics)."
    );
}
