using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Registry.UnitImports;

/// <summary>What can go wrong with a catalogue or a list of villages.</summary>
public static class UnitImportProblems
{
    public static readonly ProblemType ValidFromRequired = new(
        400,
        "unit-import.valid-from-required",
        "Cần tham số validFrom (yyyy-MM-dd): ngày danh mục có hiệu lực.",
        "Give validFrom (yyyy-MM-dd), the day from which the catalogue holds."
    );

    public static readonly ProblemType CodeInvalid = new(
        400,
        "unit-import.code-invalid",
        "Mã đơn vị là chuỗi chữ số: 2 chữ số cho cấp tỉnh, 3 cho cấp huyện, 5 cho cấp xã (kể cả số 0 đứng đầu).",
        "A code is a string of digits: 2 for a province, 3 for a district, 5 for a commune, leading zeros included."
    );

    public static readonly ProblemType CodeRepeated = new(
        422,
        "unit-import.code-repeated",
        "Mã {0} đã có ở dòng {1}.",
        "The code {0} stands in row {1} already."
    );

    public static readonly ProblemType ParentUnknown = new(
        422,
        "unit-import.parent-unknown",
        "Trong danh mục không có đơn vị cấp trên mang mã {0}.",
        "The catalogue holds no parent with the code {0}."
    );

    public static readonly ProblemType ParentLevel = new(
        422,
        "unit-import.parent-level",
        "Đơn vị cấp trên {0} không ở cấp cao hơn, hoặc cấp tỉnh không được có đơn vị cấp trên.",
        "The parent {0} is not of a higher level, or a province names one."
    );

    public static readonly ProblemType Empty = new(
        422,
        "unit-import.empty",
        "Danh mục không có dòng nào; không có gì thay đổi.",
        "The catalogue has no rows; nothing was changed."
    );

    public static readonly ProblemType Refused = new(
        422,
        "unit-import.refused",
        "Danh mục có {0} lỗi nên không có gì thay đổi; danh mục chỉ được nhận khi mọi dòng đều đúng.",
        "The catalogue has {0} errors, so nothing was changed; it is taken only when every row is right."
    );

    public static readonly ProblemType BeforeLatest = new(
        409,
        "unit-import.before-latest",
        "Đã có danh mục có hiệu lực từ {0}; không thể nhận danh mục của ngày sớm hơn.",
        "A catalogue that holds from {0} is known; one of an earlier day cannot be taken."
    );

    public static readonly ProblemType InFuture = new(
        422,
        "unit-import.in-future",
        "Danh mục có hiệu lực từ {0} chỉ được nhận từ ngày đó.",
        "A catalogue that holds from {0} can be taken from that day on."
    );
}
