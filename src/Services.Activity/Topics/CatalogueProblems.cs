using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Activity.Topics;

/// <summary>What can go wrong with an entry of the catalogue.</summary>
public static class CatalogueProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "catalogue-entry.not-found",
        "Danh mục {0} không có mã {1}.",
        "There is no {0} with the code {1}."
    );

    public static readonly ProblemType KindUnknown = new(
        400,
        "catalogue-entry.kind-unknown",
        "Loại danh mục phải là một trong: {0}.",
        "The kind must be one of: {0}."
    );

    public static readonly ProblemType CodeInvalid = new(
        400,
        "catalogue-entry.code-invalid",
        "Mã gồm chữ thường không dấu, số và gạch nối, tối đa {0} ký tự: của trung ương bắt đầu bằng chữ, của tỉnh bắt đầu bằng mã tỉnh và dấu chấm; phần của một chỉ tiêu cùng cấp bắt đầu bằng mã chỉ tiêu đó và dấu chấm.",
        "A code is of lower-case letters, digits and hyphens, {0} characters at most: the nation's begins with a letter, a province's with the province's code and a dot; a part's with the code of a whole of the same owner and a dot."
    );

    public static readonly ProblemType CodeReserved = new(
        400,
        "catalogue-entry.code-reserved",
        "Mã này đã dành cho số liệu do hệ thống tự tính.",
        "That code is a figure which the platform counts itself."
    );

    public static readonly ProblemType CodeTaken = new(
        409,
        "catalogue-entry.code-taken",
        "Mã {0} đã có trong danh mục với nội dung khác.",
        "The code {0} is in the catalogue already, with other content."
    );

    public static readonly ProblemType PeriodReversed = new(
        400,
        "catalogue-entry.period-reversed",
        "Ngày hết hiệu lực phải sau ngày bắt đầu.",
        "The period must end after it begins."
    );

    public static readonly ProblemType BoundMisplaced = new(
        422,
        "catalogue-entry.bound-misplaced",
        "Mức thường gặp maxCount chỉ dùng cho outcome; maxPeople và maxHouseholds chỉ dùng cho form.",
        "Only an outcome has maxCount; only a form has maxPeople and maxHouseholds."
    );

    public static readonly ProblemType WholeUnknown = new(
        422,
        "catalogue-entry.whole-unknown",
        "Chỉ outcome mới có thể là phần của một outcome khác, của trung ương hoặc của cùng tỉnh, và outcome đó không được là phần của chỉ tiêu khác.",
        "Only an outcome can be part of another; that one is the nation's or the same province's, and itself no part."
    );

    public static readonly ProblemType UnitNotProvince = new(
        422,
        "catalogue-entry.unit-not-province",
        "Hiện không có tỉnh nào mang mã {0}; chỉ trung ương (VN) và cấp tỉnh có danh mục riêng.",
        "No province bears the code {0} today; only the nation (VN) and provinces have entries."
    );

    public static readonly ProblemType UnitUnknown = new(
        404,
        "catalogue-entry.unit-unknown",
        "Không có đơn vị mang mã {0} vào ngày {1}.",
        "No unit bore the code {0} on {1}."
    );
}
