using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Activity.DutyShifts;

/// <summary>What can go wrong with a shift of a duty roster.</summary>
public static class DutyShiftProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "duty-shift.not-found",
        "Không có ca trực {0} trong lịch này.",
        "There is no shift {0} in this roster."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "duty-shift.id-taken",
        "Ca trực {0} đã được xếp với nội dung khác.",
        "Shift {0} was planned with other content."
    );

    public static readonly ProblemType StatusRefused = new(
        409,
        "duty-shift.status-refused",
        "Ca trực {0} đang ở trạng thái {1} nên không làm được việc này.",
        "Shift {0} is {1}, so this cannot be done."
    );

    public static readonly ProblemType DoubleBooked = new(
        409,
        "duty-shift.double-booked",
        "Thành viên {0} đã có ca trực trong thời gian đó ngày {1}, ở lịch này hay một lịch khác, kể cả lịch còn là bản nháp.",
        "Member {0} has a shift at that time on {1} already, in this roster or another, drafts included."
    );

    public static readonly ProblemType DayOff = new(
        409,
        "duty-shift.day-off",
        "Thành viên {0} nghỉ ngày {1}.",
        "Member {0} has {1} off."
    );

    public static readonly ProblemType MemberNotInPool = new(
        422,
        "duty-shift.member-not-in-pool",
        "Thành viên {0} không có trong danh sách luân phiên của lịch.",
        "Member {0} is not in the roster's pool."
    );

    public static readonly ProblemType MemberNotInBeing = new(
        422,
        "duty-shift.member-not-in-being",
        "Thành viên {0} chưa tham gia hoặc đã rời tổ vào ngày {1}.",
        "Member {0} had not yet joined, or had already left, on {1}."
    );

    public static readonly ProblemType NoDutyDay = new(
        422,
        "duty-shift.no-duty-day",
        "Lịch không có trực ngày {0}.",
        "The roster has no duty on {0}."
    );

    public static readonly ProblemType SessionUnknown = new(
        422,
        "duty-shift.session-unknown",
        "Lịch không có buổi trực bắt đầu lúc {0}.",
        "The roster has no session that starts at {0}."
    );

    public static readonly ProblemType NotHeldYet = new(
        409,
        "duty-shift.not-held-yet",
        "Ca trực diễn ra ngày {0}; chưa thể xác nhận.",
        "The shift is on {0}; it cannot be confirmed before."
    );

    public static readonly ProblemType SwapPointless = new(
        422,
        "duty-shift.swap-pointless",
        "Hai ca trực phải khác nhau, của hai người khác nhau.",
        "The two shifts must be different ones, of two people."
    );

    public static readonly ProblemType StatusUnknown = new(
        400,
        "duty-shift.status-unknown",
        "Trạng thái phải là một trong: {0}.",
        "The status must be one of: {0}."
    );

    public static readonly ProblemType ActivityDiffers = new(
        422,
        "duty-shift.activity-differs",
        "Hoạt động {0} không diễn ra ngày {1}, không thuộc đơn vị {2}, hoặc đã bị hủy.",
        "Activity {0} did not take place on {1}, is of no team of unit {2}, or has been voided."
    );

    public static readonly ProblemType ActivityTaken = new(
        409,
        "duty-shift.activity-taken",
        "Hoạt động {0} đã gắn với ca trực khác.",
        "Activity {0} belongs to another shift."
    );
}
