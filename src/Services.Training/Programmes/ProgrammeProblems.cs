using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Training.Programmes;

/// <summary>What can go wrong with a training programme.</summary>
public static class ProgrammeProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "training-programme.not-found",
        "Không có chương trình tập huấn {0}.",
        "There is no training programme {0}."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "training-programme.id-taken",
        "Chương trình tập huấn {0} đã được tạo với nội dung khác.",
        "Training programme {0} was created with other content."
    );

    public static readonly ProblemType CodeTaken = new(
        409,
        "training-programme.code-taken",
        "Mã chương trình {0} đã được dùng.",
        "Programme code {0} is taken."
    );

    public static readonly ProblemType UnitUnknown = new(
        422,
        "training-programme.unit-unknown",
        "Hiện không có đơn vị mang mã {0}.",
        "No unit bears the code {0} today."
    );

    public static readonly ProblemType CodeUnknown = new(
        400,
        "training-programme.code-unknown",
        "Mã không có trong danh mục (xem /v1/training-topics).",
        "The code is not in the catalogue (see /v1/training-topics)."
    );

    public static readonly ProblemType CodeRepeated = new(
        400,
        "training-programme.code-repeated",
        "Danh sách có mã bị lặp lại.",
        "The list names a code more than once."
    );

    public static readonly ProblemType ListTooLong = new(
        400,
        "training-programme.list-too-long",
        "Danh sách có tối đa {0} mục.",
        "The list holds at most {0} items."
    );

    public static readonly ProblemType PeriodReversed = new(
        400,
        "training-programme.period-reversed",
        "Ngày hết hiệu lực phải sau ngày bắt đầu.",
        "The programme must end after it begins."
    );
}
