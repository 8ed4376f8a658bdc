using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Activity.Activities;

/// <summary>What can go wrong with an activity.</summary>
public static class ActivityProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "activity.not-found",
        "Không có hoạt động {0}.",
        "There is no activity {0}."
    );

    public static readonly ProblemType IdMissing = new(
        400,
        "activity.id-missing",
        "Mỗi dòng cần có id (UUID), hoặc yêu cầu cần có tiêu đề Idempotency-Key, để gửi lại không bị ghi hai lần.",
        "Each row needs an id (UUID), or the request an Idempotency-Key, so that a retry is not recorded twice."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "activity.id-taken",
        "Hoạt động {0} đã được ghi với nội dung khác; để sửa, hãy gửi bản đính chính.",
        "Activity {0} is recorded with other content; to change it, send a correction."
    );

    public static readonly ProblemType AlreadyVoided = new(
        409,
        "activity.already-voided",
        "Hoạt động {0} đã bị hủy.",
        "Activity {0} has been voided."
    );

    public static readonly ProblemType TeamUnknown = new(
        422,
        "activity.team-unknown",
        "Không có tổ {0}; nếu tổ vừa được đăng ký, hãy gửi lại sau ít phút.",
        "There is no team {0}; if it was registered just now, resend in a moment."
    );

    public static readonly ProblemType TeamNotInBeing = new(
        422,
        "activity.team-not-in-being",
        "Tổ {0} chưa thành lập hoặc đã giải thể vào ngày {1}.",
        "Team {0} was not yet established, or already dissolved, on {1}."
    );

    public static readonly ProblemType CodeUnknown = new(
        400,
        "activity.code-unknown",
        "Mã không có trong danh mục (xem /v1/topics).",
        "The code is not in the catalogue (see /v1/topics)."
    );

    public static readonly ProblemType CodeNotInForce = new(
        422,
        "activity.code-not-in-force",
        "Mã {0} không áp dụng cho tổ này vào ngày {1} (xem /v1/topics?unit=&asOf=).",
        "The code {0} does not apply to this team on {1} (see /v1/topics?unit=&asOf=)."
    );

    public static readonly ProblemType PartsExceedWhole = new(
        422,
        "activity.parts-exceed-whole",
        "Các phần của {0} cộng lại là {1}, lớn hơn tổng {2}.",
        "The parts of {0} add up to {1}, more than the whole, {2}."
    );

    public static readonly ProblemType OutcomeOutOfRange = new(
        400,
        "activity.outcome-out-of-range",
        "Số kết quả phải từ 0 đến {0}.",
        "An outcome's count must lie between 0 and {0}."
    );

    public static readonly ProblemType DateOutOfRange = new(
        400,
        "activity.date-out-of-range",
        "Ngày thực hiện phải trong vòng một năm trở lại đây và không ở tương lai.",
        "The day must lie within the past year and not in the future."
    );

    public static readonly ProblemType BatchTooLarge = new(
        413,
        "activity.batch-too-large",
        "Mỗi lần gửi tối đa {0} dòng; chưa có dòng nào được ghi.",
        "A batch holds at most {0} rows; none of these was recorded."
    );

    public static readonly ProblemType StreamBroken = new(
        400,
        "activity.stream-broken",
        "Không đọc được luồng dữ liệu sau dòng {0} ({1}); các dòng đến đó đã được xử lý. Hãy sửa rồi gửi lại toàn bộ.",
        "The stream cannot be read beyond row {0} ({1}); the rows up to it were judged. Mend it and send all of it again."
    );

    public static readonly ProblemType StreamHopeless = new(
        413,
        "activity.stream-hopeless",
        "{1} trong {0} dòng bị từ chối, nhiều hơn mức có thể liệt kê; dòng đúng đã được ghi. Hãy sửa rồi gửi lại toàn bộ.",
        "{1} of {0} rows were refused, more than can be told; the good ones are recorded. Mend it and send all of it again."
    );
}
