using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Activity.Plans;

/// <summary>What can go wrong with a plan.</summary>
public static class PlanProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "plan.not-found",
        "Không có kế hoạch {0}.",
        "There is no plan {0}."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "plan.id-taken",
        "Mã định danh {0} đã được dùng cho kế hoạch có nội dung khác.",
        "The id {0} stands for a plan with other content."
    );

    public static readonly ProblemType BelongsToOne = new(
        400,
        "plan.belongs-to-one",
        "Kế hoạch thuộc về một đơn vị hoặc một tổ; hãy cho biết đúng một.",
        "A plan belongs to either a unit or a team; name exactly one."
    );

    public static readonly ProblemType KindUnknown = new(
        400,
        "plan.kind-unknown",
        "Loại kế hoạch phải là một trong: {0}.",
        "The kind of plan must be one of: {0}."
    );

    public static readonly ProblemType StatusUnknown = new(
        400,
        "plan.status-unknown",
        "Trạng thái phải là một trong: {0}.",
        "The status must be one of: {0}."
    );

    public static readonly ProblemType PeriodInvalid = new(
        400,
        "plan.period-invalid",
        "Ngày kết thúc không được trước ngày bắt đầu; kế hoạch bắt đầu từ năm 2020 và kéo dài tối đa {0} năm.",
        "The last day must not come before the first; a plan begins in or after 2020 and lasts at most {0} years."
    );

    public static readonly ProblemType MonthInvalid = new(
        400,
        "plan.month-invalid",
        "Tháng viết dạng yyyy-MM và nằm trong kỳ của kế hoạch.",
        "A month is written yyyy-MM and lies in the plan's period."
    );

    public static readonly ProblemType ListTooLong = new(
        400,
        "plan.list-too-long",
        "Danh sách có tối đa {0} mục.",
        "The list holds at most {0} items."
    );

    public static readonly ProblemType CodeUnknown = new(
        422,
        "plan.code-unknown",
        "Không có chủ đề hoặc kết quả mang mã {0} trong danh mục (xem /v1/topics).",
        "The catalogue has no topic or outcome with the code {0} (see /v1/topics)."
    );

    public static readonly ProblemType UnitNotFound = new(
        404,
        "plan.unit-not-found",
        "Không có đơn vị mang mã {0} vào ngày {1}.",
        "No unit bore the code {0} on {1}."
    );

    public static readonly ProblemType UnitUnknown = new(
        422,
        "plan.unit-unknown",
        "Hiện không có đơn vị mang mã {0}.",
        "No unit bears the code {0} today."
    );

    public static readonly ProblemType TeamUnknown = new(
        422,
        "plan.team-unknown",
        "Không có tổ {0}; nếu tổ vừa được đăng ký, hãy gửi lại sau giây lát.",
        "There is no team {0}; if it was registered just now, resend in a moment."
    );

    public static readonly ProblemType Closed = new(
        409,
        "plan.closed",
        "Kế hoạch {0} đã kết thúc hoặc bị thu hồi nên không sửa được nữa.",
        "Plan {0} has ended or was withdrawn, so it cannot be changed any more."
    );

    public static readonly ProblemType AlreadyIssued = new(
        409,
        "plan.already-issued",
        "Kế hoạch {0} đã được ban hành.",
        "Plan {0} has been issued."
    );

    public static readonly ProblemType NotIssued = new(
        409,
        "plan.not-issued",
        "Kế hoạch {0} chưa được ban hành nên chưa kết thúc được.",
        "Plan {0} has not been issued, so it cannot end."
    );

    public static readonly ProblemType PeriodCutsTargets = new(
        422,
        "plan.period-cuts-targets",
        "Kế hoạch còn {0} chỉ tiêu có kỳ nằm ngoài kỳ mới.",
        "The plan has {0} targets whose periods do not lie within the new one."
    );

    public static readonly ProblemType IssuedInFuture = new(
        400,
        "plan.issued-in-future",
        "Ngày ban hành phải từ năm 2020 và không ở tương lai.",
        "The day of issue must lie in or after 2020 and not in the future."
    );
}
