using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Training.Invitations;

/// <summary>What can go wrong with invitations.</summary>
public static class InvitationProblems
{
    public static readonly ProblemType RuleUnknown = new(
        400,
        "invitation.rule-unknown",
        "Quy tắc mời phải là một trong: {0}.",
        "The rule must be one of: {0}."
    );

    public static readonly ProblemType FieldNotOfRule = new(
        400,
        "invitation.field-not-of-rule",
        "Quy tắc mời này cần trường đó mà không có, hoặc không dùng trường đó.",
        "This rule needs that field and does not have it, or does not take it."
    );

    public static readonly ProblemType TooMany = new(
        400,
        "invitation.too-many",
        "Mỗi lần mời tối đa {0} thành viên theo danh sách.",
        "A list invites at most {0} members."
    );

    public static readonly ProblemType MemberUnknown = new(
        422,
        "invitation.member-unknown",
        "Không có thành viên {0}; nếu thành viên vừa được đăng ký vào tổ, hãy gửi lại sau ít phút.",
        "There is no member {0}; if they joined their team just now, resend in a moment."
    );

    public static readonly ProblemType MemberNotInBeing = new(
        422,
        "invitation.member-not-in-being",
        "Thành viên {0} chưa tham gia hoặc đã rời tổ vào ngày {1}.",
        "Member {0} will not yet have joined, or will have left, on {1}."
    );

    public static readonly ProblemType SessionOver = new(
        409,
        "invitation.session-over",
        "Buổi tập huấn {0} đã kết thúc.",
        "Training session {0} is over."
    );
}
