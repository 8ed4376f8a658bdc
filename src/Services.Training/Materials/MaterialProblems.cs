using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Training.Materials;

/// <summary>What can go wrong with a training material; what is wrong with a file itself is in FileProblems.</summary>
public static class MaterialProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "material.not-found",
        "Không có tài liệu {0}, hoặc tài liệu hiện không được chia sẻ.",
        "There is no material {0}, or it is not shared now."
    );

    public static readonly ProblemType EditionNotFound = new(
        404,
        "material.edition-not-found",
        "Tài liệu này không có phiên bản {0}.",
        "This material has no edition {0}."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "material.id-taken",
        "Tài liệu {0} đã được tạo với nội dung khác.",
        "Material {0} was created with other content."
    );

    public static readonly ProblemType EditionIdTaken = new(
        409,
        "material.edition-id-taken",
        "Mã định danh {0} đã được dùng cho tệp khác.",
        "The id {0} stands for another file."
    );

    public static readonly ProblemType OpeningIdTaken = new(
        409,
        "material.opening-id-taken",
        "Mã định danh {0} đã được dùng cho lượt mở khác.",
        "The id {0} stands for another opening."
    );

    public static readonly ProblemType Withdrawn = new(
        409,
        "material.withdrawn",
        "Tài liệu {0} đã bị rút.",
        "Material {0} has been withdrawn."
    );

    public static readonly ProblemType TooManyEditions = new(
        409,
        "material.too-many-editions",
        "Mỗi tài liệu có tối đa {0} phiên bản.",
        "A material has at most {0} editions."
    );

    public static readonly ProblemType UnitUnknown = new(
        422,
        "material.unit-unknown",
        "Hiện không có đơn vị mang mã {0}.",
        "No unit bears the code {0} today."
    );

    public static readonly ProblemType NothingToOpen = new(
        422,
        "material.edition-missing",
        "Tài liệu {0} chưa có tệp nào, hoặc không có phiên bản đã nêu.",
        "Material {0} has no file yet, or not the edition that is named."
    );

    public static readonly ProblemType PeriodReversed = new(
        400,
        "material.period-reversed",
        "Ngày hết hiệu lực phải sau ngày bắt đầu.",
        "The material must end after it begins."
    );
}
