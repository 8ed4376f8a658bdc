using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Training.Registrations;

/// <summary>What can go wrong with registrations.</summary>
public static class RegistrationProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "registration.not-found",
        "Thành viên {0} không đăng ký buổi tập huấn này.",
        "Member {0} is not registered for this session."
    );

    public static readonly ProblemType MemberUnknown = new(
        422,
        "registration.member-unknown",
        "Không có thành viên {0}; nếu thành viên vừa được đăng ký vào tổ, hãy gửi lại sau ít phút.",
        "There is no member {0}; if they joined their team just now, resend in a moment."
    );

    public static readonly ProblemType MemberNotInBeing = new(
        422,
        "registration.member-not-in-being",
        "Thành viên {0} chưa tham gia hoặc đã rời tổ vào ngày {1}.",
        "Member {0} will not yet have joined, or will have left, on {1}."
    );

    public static readonly ProblemType Closed = new(
        409,
        "registration.closed",
        "Đã hết thời hạn đăng ký buổi tập huấn {0}.",
        "Registration for training session {0} has ended."
    );

    public static readonly ProblemType SessionOver = new(
        409,
        "registration.session-over",
        "Buổi tập huấn {0} đã kết thúc.",
        "Training session {0} is over."
    );

    public static readonly ProblemType BatchTooLarge = new(
        413,
        "registration.batch-too-large",
        "Mỗi lần gửi tối đa {0} dòng; chưa có dòng nào được ghi.",
        "A batch holds at most {0} rows; none of these was registered."
    );
}
