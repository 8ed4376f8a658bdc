using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Registry.CompositionPolicies;

/// <summary>What can go wrong with a composition policy, and what one refuses.</summary>
public static class CompositionPolicyProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "composition-policy.not-found",
        "Không có quy định {0} về cơ cấu tổ.",
        "There is no composition policy {0}."
    );

    public static readonly ProblemType CodeUnknown = new(
        400,
        "composition-policy.code-unknown",
        "Giá trị phải là một trong: {0}.",
        "The value must be one of: {0}."
    );

    public static readonly ProblemType PeriodReversed = new(
        400,
        "composition-policy.period-reversed",
        "Ngày hết hiệu lực phải sau ngày bắt đầu.",
        "The period must end after it begins."
    );

    public static readonly ProblemType LimitsReversed = new(
        400,
        "composition-policy.limits-reversed",
        "Số thành viên tối đa không được nhỏ hơn số tối thiểu.",
        "The most members cannot be fewer than the fewest."
    );

    public static readonly ProblemType RuleMissing = new(
        400,
        "composition-policy.rule-missing",
        "Cần ít nhất một quy định: số thành viên tối thiểu, tối đa hoặc thành phần tổ trưởng.",
        "At least one rule is needed: fewest members, most members or the leader's backgrounds."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "composition-policy.id-taken",
        "Mã định danh {0} đã được dùng cho quy định có nội dung khác.",
        "The id {0} stands for a policy with other content."
    );

    public static readonly ProblemType Overlaps = new(
        409,
        "composition-policy.overlaps",
        "Đơn vị {0} đã có quy định cho cùng loại tổ và cấp, có hiệu lực trong khoảng thời gian này; hãy kết thúc quy định đó trước.",
        "Unit {0} has a policy for this kind and level on one of these days already; close that one first."
    );

    public static readonly ProblemType TooFew = new(
        409,
        "composition.refused-too-few",
        "Tổ sẽ có {0} thành viên, ít hơn {1} theo quy định {2}.",
        "The team would have {0} members, fewer than the {1} of policy {2}."
    );

    public static readonly ProblemType TooMany = new(
        409,
        "composition.refused-too-many",
        "Tổ sẽ có {0} thành viên, nhiều hơn {1} theo quy định {2}.",
        "The team would have {0} members, more than the {1} of policy {2}."
    );

    public static readonly ProblemType LeaderMissing = new(
        409,
        "composition.refused-leader-missing",
        "Tổ phải có tổ trưởng, theo quy định {0}.",
        "The team must have a leader, by policy {0}."
    );

    public static readonly ProblemType LeaderBackground = new(
        409,
        "composition.refused-leader-background",
        "Tổ trưởng phải thuộc thành phần: {0}, theo quy định {1}.",
        "The leader's background must be one of: {0}, by policy {1}."
    );
}
