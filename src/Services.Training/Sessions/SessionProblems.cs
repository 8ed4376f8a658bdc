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

    public static readonly ProblemType Certified = new(
        409,
        "training-session.certified",
        "Buổi tập huấn {0} đã có giấy chứng nhận được cấp; hãy thu hồi các giấy đó trước khi hủy buổi.",
        "Certificates stand on training session {0}; revoke them before it is cancelled."
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

    public static readonly ProblemType DayNotOfParts = new(
        400,
        "training-session.day-not-of-parts",
        "Ngày tổ chức phải là ngày của phần đầu tiên.",
        "The day must be that of the first part."
    );

    public static readonly ProblemType TimeUnreadable = new(
        400,
        "training-session.time-unreadable",
        "Giờ phải viết theo dạng HH:mm, chẳng hạn 07:30.",
        "A time is written HH:mm, such as 07:30."
    );

    public static readonly ProblemType PartReversed = new(
        400,
        "training-session.part-reversed",
        "Giờ kết thúc phải sau giờ bắt đầu.",
        "A part must end after it begins."
    );

    public static readonly ProblemType TooManyParts = new(
        400,
        "training-session.too-many-parts",
        "Mỗi buổi tập huấn có tối đa {0} phần.",
        "A session has at most {0} parts."
    );

    public static readonly ProblemType PartsOutOfOrder = new(
        400,
        "training-session.parts-out-of-order",
        "Các phần phải theo thứ tự thời gian và không chồng lên nhau.",
        "The parts must be in order of time and must not overlap."
    );

    public static readonly ProblemType PartsRequiredOutOfRange = new(
        400,
        "training-session.parts-required-out-of-range",
        "Số phần cần tham dự phải từ 1 đến số phần của buổi tập huấn.",
        "The number of parts required must lie between 1 and the number of parts."
    );

    public static readonly ProblemType RegistrationTooLate = new(
        400,
        "training-session.registration-too-late",
        "Thời hạn đăng ký không được sau khi buổi tập huấn kết thúc.",
        "Registration cannot end after the session does."
    );

    public static readonly ProblemType FormUnknown = new(
        400,
        "training-session.form-unknown",
        "Hình thức tổ chức phải là một trong: {0}.",
        "The form must be one of: {0}."
    );

    public static readonly ProblemType ConfirmerUnknown = new(
        400,
        "training-session.confirmer-unknown",
        "Người xác nhận phải là \"organiser\" hoặc \"trainer\".",
        "Who confirms must be \"organiser\" or \"trainer\"."
    );

    public static readonly ProblemType TrainerUnknown = new(
        400,
        "training-session.trainer-unknown",
        "Cần tên của một giảng viên của buổi tập huấn khi giảng viên xác nhận, và không cần khi đơn vị tổ chức xác nhận.",
        "A trainer's confirmation needs the name of one of the session's trainers; an organiser's has none."
    );

    public static readonly ProblemType NotOverYet = new(
        409,
        "training-session.not-over-yet",
        "Phần cuối của buổi tập huấn bắt đầu lúc {0}; chưa thể xác nhận.",
        "The session's last part begins at {0}; it cannot be confirmed before."
    );

    public static readonly ProblemType CountDiffers = new(
        409,
        "training-session.count-differs",
        "Danh sách tham dự đang ghi nhận {0} thành viên.",
        "The attendance list holds {0} members."
    );

    public static readonly ProblemType Confirmed = new(
        409,
        "training-session.confirmed",
        "Buổi tập huấn {0} đã được xác nhận là đã diễn ra.",
        "Training session {0} has been confirmed as held."
    );
}
