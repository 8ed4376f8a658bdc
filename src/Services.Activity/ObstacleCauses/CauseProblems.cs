using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Activity.ObstacleCauses;

/// <summary>What can go wrong with a cause of obstacles.</summary>
public static class CauseProblems
{
    public static readonly ProblemType CodeInvalid = new(
        422,
        "obstacle-cause.code-invalid",
        "Mã nguyên nhân gồm chữ thường không dấu, chữ số và gạch nối, tối đa {0} ký tự.",
        "The code of a cause is of lower-case letters, digits and hyphens, at most {0} characters."
    );

    public static readonly ProblemType PeriodReversed = new(
        400,
        "obstacle-cause.period-reversed",
        "Ngày hết hiệu lực phải sau ngày bắt đầu.",
        "The cause must end after it begins."
    );
}
