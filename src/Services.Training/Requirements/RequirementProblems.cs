using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Training.Requirements;

/// <summary>What can go wrong with a required topic.</summary>
public static class RequirementProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "training-requirement.not-found",
        "Không có yêu cầu tập huấn {0}.",
        "There is no training requirement {0}."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "training-requirement.id-taken",
        "Yêu cầu tập huấn {0} đã được tạo với nội dung khác.",
        "Training requirement {0} was created with other content."
    );

    public static readonly ProblemType Exists = new(
        409,
        "training-requirement.exists",
        "Đơn vị {0} đã yêu cầu chuyên đề {1} cho vai trò này từ ngày {2}.",
        "Unit {0} requires topic {1} of this role from {2} on already."
    );

    public static readonly ProblemType UnitUnknown = new(
        422,
        "training-requirement.unit-unknown",
        "Hiện không có đơn vị mang mã {0}.",
        "No unit bears the code {0} today."
    );

    public static readonly ProblemType PeriodReversed = new(
        400,
        "training-requirement.period-reversed",
        "Ngày hết hiệu lực phải sau ngày bắt đầu.",
        "The period must end after it begins."
    );
}
