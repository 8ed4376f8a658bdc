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

    public static readonly ProblemType Certified = new(
        422,
        "attendance.certified",
        "Thành viên {0} đã được cấp giấy chứng nhận về buổi này; hãy thu hồi giấy trước khi rút ghi nhận tham dự.",
        "Member {0} has a certificate of this session; revoke it before the attendance is taken back."
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

    public static readonly ProblemType PartUnknown = new(
        422,
        "attendance.part-unknown",
        "Buổi tập huấn không có phần {0}; các phần được đánh số từ 1 đến {1}.",
        "The session has no part {0}; its parts are numbered from 1 to {1}."
    );

    public static readonly ProblemType PartNotHeldYet = new(
        422,
        "attendance.part-not-held-yet",
        "Phần {0} diễn ra ngày {1}; chưa thể ghi nhận tham dự.",
        "Part {0} is on {1}; attendance cannot be recorded before."
    );

    public static readonly ProblemType Closed = new(
        409,
        "attendance.closed",
        "Buổi tập huấn {0} đã được xác nhận; muốn sửa danh sách cần nêu lý do ở tham số correctionReason, tối đa {1} ký tự.",
        "Training session {0} has been confirmed; to correct its list say why in correctionReason, in up to {1} characters."
    );

    public static readonly ProblemType HeadMissing = new(
        400,
        "attendance.head-missing",
        "Không tìm thấy cột Mã định danh thành viên (memberId) trong {0} dòng đầu của bảng.",
        "No column Member id (memberId) was found in the first {0} rows of the table."
    );
}
