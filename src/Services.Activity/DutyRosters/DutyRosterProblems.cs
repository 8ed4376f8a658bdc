using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Activity.DutyRosters;

/// <summary>What can go wrong with a duty roster.</summary>
public static class DutyRosterProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "duty-roster.not-found",
        "Không có lịch trực {0}.",
        "There is no duty roster {0}."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "duty-roster.id-taken",
        "Lịch trực {0} đã được tạo với nội dung khác.",
        "Duty roster {0} was created with other content."
    );

    public static readonly ProblemType NotPublished = new(
        409,
        "duty-roster.not-published",
        "Lịch trực {0} chưa được ban hành.",
        "Duty roster {0} has not been published."
    );

    public static readonly ProblemType Closed = new(
        409,
        "duty-roster.closed",
        "Lịch trực {0} đã kết thúc.",
        "Duty roster {0} has been closed."
    );

    public static readonly ProblemType ShiftsOutside = new(
        409,
        "duty-roster.shifts-outside",
        "Ngày {0} đã có ca trực nên phải nằm trong thời gian của lịch.",
        "There are shifts on {0}, so the period must hold that day."
    );

    public static readonly ProblemType DayFull = new(
        409,
        "duty-roster.day-full",
        "Ngày {0} đã có {1} người trực; tối đa là {2}.",
        "On {0} there are {1} people on duty already; at most {2} can be."
    );

    public static readonly ProblemType UnitUnknown = new(
        422,
        "duty-roster.unit-unknown",
        "Hiện không có đơn vị mang mã {0}.",
        "No unit bears the code {0} today."
    );

    public static readonly ProblemType UnitLevel = new(
        422,
        "duty-roster.unit-level",
        "Lịch trực là của một xã, phường hoặc một thôn, tổ dân phố; {0} không thuộc các cấp đó.",
        "A duty roster is a commune's or a village's; {0} is neither."
    );

    public static readonly ProblemType MemberUnknown = new(
        422,
        "duty-roster.member-unknown",
        "Không có thành viên {0}; nếu thành viên vừa được đăng ký, hãy gửi lại sau ít phút.",
        "There is no member {0}; if they were registered just now, resend in a moment."
    );

    public static readonly ProblemType MemberElsewhere = new(
        422,
        "duty-roster.member-elsewhere",
        "Thành viên {0} không thuộc tổ nào của đơn vị {1}.",
        "Member {0} is in no team of unit {1}."
    );

    public static readonly ProblemType PlaceKindUnknown = new(
        400,
        "duty-roster.place-kind-unknown",
        "Loại địa điểm phải là một trong: {0}.",
        "The kind of place must be one of: {0}."
    );

    public static readonly ProblemType StatusUnknown = new(
        400,
        "duty-roster.status-unknown",
        "Trạng thái phải là một trong: {0}.",
        "The status must be one of: {0}."
    );

    public static readonly ProblemType FormatUnknown = new(
        400,
        "duty-roster.format-unknown",
        "Định dạng phải là một trong: {0}.",
        "The format must be one of: {0}."
    );

    public static readonly ProblemType PeriodInvalid = new(
        400,
        "duty-roster.period-invalid",
        "Lịch trực dài từ 1 đến {0} ngày, từ 01/01/2022 đến một năm tới.",
        "A duty roster spans 1 to {0} days, between 1 January 2022 and a year from now."
    );

    public static readonly ProblemType NumbersInvalid = new(
        400,
        "duty-roster.numbers-invalid",
        "Số người mỗi ngày cần tối thiểu ≤ dự kiến ≤ tối đa ≤ {0}, và tối thiểu không ít hơn số buổi trong ngày.",
        "People a day must be min ≤ planned ≤ max ≤ {0}, and min no fewer than the sessions of a day."
    );

    public static readonly ProblemType WeekdaysInvalid = new(
        400,
        "duty-roster.weekdays-invalid",
        "Ngày trong tuần là các số từ 1 (thứ Hai) đến 7 (Chủ nhật).",
        "Weekdays are numbers from 1 (Monday) to 7 (Sunday)."
    );

    public static readonly ProblemType SessionsInvalid = new(
        400,
        "duty-roster.sessions-invalid",
        "Mỗi ngày có từ 1 đến {0} buổi, ghi HH:mm theo thứ tự và không chồng lên nhau.",
        "A day has 1 to {0} sessions, as HH:mm, in order and without overlap."
    );

    public static readonly ProblemType PoolInvalid = new(
        400,
        "duty-roster.pool-invalid",
        "Danh sách có tối đa {0} thành viên, mỗi người có memberId và tối đa {1} ngày nghỉ.",
        "A pool has at most {0} members, each with a memberId and at most {1} days off."
    );

    public static readonly ProblemType PoolRepeated = new(
        400,
        "duty-roster.pool-repeated",
        "Danh sách có một thành viên nhiều lần.",
        "The pool names a member more than once."
    );
}
