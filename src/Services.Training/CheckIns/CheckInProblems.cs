using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Training.CheckIns;

/// <summary>What can go wrong with check-in links and with checking in.</summary>
public static class CheckInProblems
{
    public static readonly ProblemType LinkNotFound = new(
        404,
        "check-in.link-not-found",
        "Buổi tập huấn không có liên kết điểm danh {0}.",
        "The session has no check-in link {0}."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "check-in.id-taken",
        "Liên kết điểm danh {0} đã được tạo với nội dung khác.",
        "Check-in link {0} was created with other content."
    );

    public static readonly ProblemType PartUnknown = new(
        422,
        "check-in.part-unknown",
        "Buổi tập huấn không có phần {0}; các phần được đánh số từ 1 đến {1}.",
        "The session has no part {0}; its parts are numbered from 1 to {1}."
    );

    public static readonly ProblemType ExpiryOutOfRange = new(
        422,
        "check-in.expiry-out-of-range",
        "Liên kết phải hết hạn sau thời điểm hiện tại và trong ngày của phần đó.",
        "A link must expire in the future, and on the day of its part."
    );

    public static readonly ProblemType LinkInvalid = new(
        403,
        "check-in.link-invalid",
        "Liên kết điểm danh không hợp lệ. Hãy quét lại mã QR của ban tổ chức.",
        "This check-in link is not genuine. Scan the organiser's QR code again."
    );

    public static readonly ProblemType LinkExpired = new(
        410,
        "check-in.link-expired",
        "Liên kết điểm danh đã hết hạn.",
        "This check-in link has expired."
    );

    public static readonly ProblemType LinkRevoked = new(
        410,
        "check-in.link-revoked",
        "Liên kết điểm danh đã bị thu hồi. Hãy hỏi ban tổ chức liên kết mới.",
        "This check-in link was revoked. Ask the organiser for another."
    );

    public static readonly ProblemType SessionCancelled = new(
        410,
        "check-in.session-cancelled",
        "Buổi tập huấn đã bị hủy.",
        "The session was cancelled."
    );

    public static readonly ProblemType SessionRescheduled = new(
        410,
        "check-in.session-rescheduled",
        "Buổi tập huấn đã được dời lịch sau khi có liên kết này. Hãy hỏi ban tổ chức liên kết mới.",
        "The session was rescheduled after this link was made. Ask the organiser for another."
    );

    public static readonly ProblemType SessionConfirmed = new(
        410,
        "check-in.session-confirmed",
        "Danh sách tham dự của buổi tập huấn đã đóng.",
        "The session's attendance list is closed."
    );

    public static readonly ProblemType NotOpenYet = new(
        409,
        "check-in.not-open-yet",
        "Điểm danh mở trước giờ bắt đầu {0} phút.",
        "Check-in opens {0} minutes before the part begins."
    );

    public static readonly ProblemType CodeUnknown = new(
        422,
        "check-in.code-unknown",
        "Mã đăng ký không đúng. Hãy xem lại mã gồm 8 chữ và số.",
        "That registration code is not right. Check its 8 letters and digits."
    );

    public static readonly ProblemType NoSeat = new(
        409,
        "check-in.no-seat",
        "Mã này còn trong danh sách chờ hoặc đã rút đăng ký. Hãy hỏi ban tổ chức.",
        "This code is on the waiting list, or was withdrawn. Ask the organiser."
    );

    public static readonly ProblemType NotPossible = new(
        409,
        "check-in.not-possible",
        "Không thể điểm danh bằng mã này. Hãy hỏi ban tổ chức.",
        "This code cannot be checked in. Ask the organiser."
    );

    public static readonly ProblemType TooManyAttempts = new(
        429,
        "check-in.too-many-attempts",
        "Có quá nhiều mã sai ở liên kết này. Hãy thử lại sau {0} phút.",
        "Too many wrong codes were tried at this link. Try again in {0} minutes."
    );
}
