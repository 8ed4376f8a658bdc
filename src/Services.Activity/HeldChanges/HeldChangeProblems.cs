using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Activity.HeldChanges;

/// <summary>What can go wrong with a change that has to wait.</summary>
public static class HeldChangeProblems
{
    public static readonly ProblemType Taken = new(
        409,
        "held-change.taken",
        "Đã có một thay đổi khác đang chờ phiên bản {1} của hoạt động {0}; hãy sửa tiếp từ phiên bản sau đó.",
        "Another change waits for version {1} of activity {0} already; change the version after it instead."
    );

    public static readonly ProblemType StateUnknown = new(
        400,
        "held-change.state-unknown",
        "Trạng thái là một trong held, applied, refused, expired.",
        "The state is one of held, applied, refused, expired."
    );
}
