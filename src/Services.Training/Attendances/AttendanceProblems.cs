using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Training.Attendances;

/// <summary>What can go wrong with attendance.</summary>
public static class AttendanceProblems
{
    public static readonly ProblemType MemberUnknown = new(
        422,
        "attendance.member-unknown",
        "Không có thành viên {0}; nếu thành viên vừa được đăng ký, hãy gửi lại sau ít phút.",
        "There is no member {0}; if they were registered just now, resend in a moment."
    );

    public static readonly ProblemType MemberNotInBeing = new(
        422,
        "attendance.member-not-in-being",
        "Thành viên {0} chưa tham gia hoặc đã rời tổ vào ngày {1}.",
        "Member {0} had not yet joined, or had already left, on {1}."
    );

    public static readonly ProblemType MemberRepeated = new(
        422,
        "attendance.member-repeated",
        "Thành viên {0} đã có ở một dòng trước với nội dung khác.",
        "Member {0} stands in an earlier row with other content."
    );

    public static readonly ProblemType NotHeldYet = new(
        409,
        "attendance.not-held-yet",
        "Buổi tập huấn diễn ra ngày {0}; chưa thể ghi nhận tham dự.",
        "The session is on {0}; attendance cannot be recorded before."
    );

    public static readonly ProblemType BatchTooLarge = new(
        413,
        "attendance.batch-too-large",
        "Mỗi lần gửi tối đa {0} dòng; chưa có dòng nào được ghi.",
        "A batch holds at most {0} rows; none of these was recorded."
    );
}
