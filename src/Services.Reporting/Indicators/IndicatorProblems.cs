using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Reporting.Indicators;

/// <summary>What can go wrong with the definition of an indicator.</summary>
public static class IndicatorProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "indicator.not-found",
        "Chưa có định nghĩa chỉ tiêu {0}.",
        "No indicator {0} is defined."
    );

    public static readonly ProblemType KindUnknown = new(
        400,
        "indicator.kind-unknown",
        "Loại chỉ tiêu phải là additive, ratio hoặc text; chỉ tiêu đếm không trùng (distinct) do hệ thống tự tính.",
        "The kind is one of additive, ratio, text; what is distinct the platform counts itself."
    );

    public static readonly ProblemType CodeInvalid = new(
        400,
        "indicator.code-invalid",
        "Mã chỉ tiêu gồm chữ thường không dấu, số, gạch nối và dấu chấm, tối đa {0} ký tự: của trung ương bắt đầu bằng chữ, của tỉnh bắt đầu bằng mã tỉnh và dấu chấm.",
        "A code is of lower-case letters, digits, hyphens and dots, {0} characters at most: the nation's begins with a letter, a province's with the province's code and a dot."
    );

    public static readonly ProblemType CodeTaken = new(
        409,
        "indicator.code-taken",
        "Mã {0} đã được dùng cho chỉ tiêu có nội dung khác.",
        "The code {0} stands for an indicator with other content."
    );

    public static readonly ProblemType EditionsOverlap = new(
        400,
        "indicator.editions-overlap",
        "Các lần ban hành phải nối tiếp nhau theo ngày, mỗi lần kết thúc sau khi bắt đầu.",
        "Editions follow each other by their days, and each ends after it begins."
    );

    public static readonly ProblemType TermInvalid = new(
        400,
        "indicator.term-invalid",
        "Mỗi số hạng là một mã chỉ tiêu, có thể có dấu trừ ở trước, hoặc figure: và mã số liệu tham chiếu.",
        "A term is the code of an indicator, with a minus before it perhaps, or figure: and the code of a reference figure."
    );

    public static readonly ProblemType FormulaMisplaced = new(
        422,
        "indicator.formula-misplaced",
        "Chỉ tiêu tỷ lệ (ratio) cần cả tử số và mẫu số; chỉ tiêu cộng được (additive) chỉ có thể có tử số; chỉ tiêu lời văn (text) không có công thức.",
        "A ratio has a numerator and a denominator, what is additive at most a numerator, a text neither."
    );

    public static readonly ProblemType Counted = new(
        422,
        "indicator.counted",
        "Chỉ tiêu {0} lấy số liệu được đếm nên không thể có công thức; hãy đặt mã khác cho công thức.",
        "Indicator {0} is counted and cannot have a formula; give the formula a code of its own."
    );

    public static readonly ProblemType TermUnknown = new(
        422,
        "indicator.term-unknown",
        "Không có chỉ tiêu hay số liệu nào mang mã {0}.",
        "Nothing is counted or defined under the code {0}."
    );

    public static readonly ProblemType TermNotAdditive = new(
        422,
        "indicator.term-not-additive",
        "Công thức chỉ dùng được chỉ tiêu cộng được; {0} là tỷ lệ hoặc lời văn.",
        "Formulas are made of what adds up; {0} is a ratio or a text."
    );

    public static readonly ProblemType Circular = new(
        422,
        "indicator.circular",
        "Công thức của chỉ tiêu {0} quay vòng về chính nó.",
        "The formula of {0} comes back to itself."
    );

    public static readonly ProblemType UnitNotProvince = new(
        422,
        "indicator.unit-not-province",
        "Hiện không có tỉnh nào mang mã {0}; chỉ trung ương (VN) và cấp tỉnh định nghĩa chỉ tiêu.",
        "No province bears the code {0} today; only the nation (VN) and provinces define indicators."
    );
}
