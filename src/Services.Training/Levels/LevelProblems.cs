using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Training.Levels;

/// <summary>What can go wrong with a level of training.</summary>
public static class LevelProblems
{
    public static readonly ProblemType Unknown = new(
        422,
        "training-level.unknown",
        "Hiện không có cấp độ {0} (xem /v1/training-levels).",
        "There is no level {0} today (see /v1/training-levels)."
    );

    public static readonly ProblemType CodeInvalid = new(
        422,
        "training-level.code-invalid",
        "Mã cấp độ gồm chữ thường không dấu, chữ số và gạch nối, tối đa {0} ký tự.",
        "The code of a level is of lower-case letters, digits and hyphens, at most {0} characters."
    );

    public static readonly ProblemType PeriodReversed = new(
        400,
        "training-level.period-reversed",
        "Ngày hết hiệu lực phải sau ngày bắt đầu.",
        "The level must end after it begins."
    );
}
