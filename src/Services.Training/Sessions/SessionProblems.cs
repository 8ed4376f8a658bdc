using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Training.Sessions;

/// <summary>What can go wrong with a training session.</summary>
public static class SessionProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "training-session.not-found",
        "Không có buổi tập huấn {0}.",
        "There is no training session {0}."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "training-session.id-taken",
        "Buổi tập huấn {0} đã được tạo với nội dung khác.",
        "Training session {0} was created with other content."
    );

    public static readonly ProblemType Cancelled = new(
        409,
        "training-session.cancelled",
        "Buổi tập huấn {0} đã bị hủy.",
        "Training session {0} has been cancelled."
    );

    public static readonly ProblemType HasAttendance = new(
        409,
        "training-session.has-attendance",
        "Buổi tập huấn {0} đã có người tham dự nên không thể dời sang ngày ở tương lai.",
        "Training session {0} has been attended already and cannot be moved into the future."
    );

    public static readonly ProblemType ProgrammeUnknown = new(
        422,
        "training-session.programme-unknown",
        "Không có chương trình tập huấn {0} cho đơn vị này.",
        "No training programme {0} is offered to this unit."
    );

    public static readonly ProblemType ProgrammeNotInForce = new(
        422,
        "training-session.programme-not-in-force",
        "Chương trình tập huấn {0} không có hiệu lực vào ngày {1}.",
        "Training programme {0} is not in force on {1}."
    );

    public static readonly ProblemType UnitUnknown = new(
        422,
        "training-session.unit-unknown",
        "Hiện không có đơn vị mang mã {0}.",
        "No unit bears the code {0} today."
    );

    public static readonly ProblemType DateOutOfRange = new(
        400,
        "training-session.date-out-of-range",
        "Ngày tổ chức phải từ 01/01/2022 đến một năm tới.",
        "The day must lie between 1 January 2022 and a year from now."
    );

    public static readonly ProblemType PlaceMissing = new(
        400,
        "training-session.place-missing",
        "Buổi trực tiếp cần có địa điểm.",
        "A session in person needs a place."
    );

    public static readonly ProblemType LinkMissing = new(
        400,
        "training-session.link-missing",
        "Buổi trực tuyến cần có liên kết http(s).",
        "An online session needs an http(s) link."
    );
}
