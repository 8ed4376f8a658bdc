using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Training.Needs;

/// <summary>What can go wrong with the list of who needs what.</summary>
public static class NeedProblems
{
    public static readonly ProblemType UnitUnknown = new(
        404,
        "training-need.unit-unknown",
        "Hiện không có đơn vị mang mã {0}.",
        "No unit bears the code {0} today."
    );
}
