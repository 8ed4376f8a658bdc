using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Training.Coverage;

/// <summary>What can go wrong with coverage.</summary>
public static class CoverageProblems
{
    public static readonly ProblemType UnitUnknown = new(
        404,
        "training-coverage.unit-unknown",
        "Hiện không có đơn vị mang mã {0}.",
        "No unit bears the code {0} today."
    );

    public static readonly ProblemType RangeReversed = new(
        400,
        "training-coverage.range-reversed",
        "Ngày cuối phải không trước ngày đầu.",
        "The last day must not come before the first."
    );
}
