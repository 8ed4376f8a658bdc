namespace CongNgheSo.ServiceDefaults.Problems;

/// <summary>Failures that any endpoint can answer with.</summary>
public static class CommonProblems
{
    public static readonly ProblemType BodyUnreadable = new(
        400,
        "request.unreadable",
        "Không đọc được yêu cầu.",
        "The request could not be read."
    );

    public static readonly ProblemType BodyMissing = new(
        400,
        "request.body-missing",
        "Yêu cầu cần có nội dung.",
        "The request needs a body."
    );

    public static readonly ProblemType JsonMalformed = new(
        400,
        "request.json-malformed",
        "JSON viết sai cú pháp hoặc lồng quá sâu ở dòng {0}, byte {1}.",
        "The JSON is broken, or nested too deeply, at line {0}, byte {1}."
    );

    public static readonly ProblemType BodyNotArray = new(
        400,
        "request.body-not-array",
        "Nội dung không phải là mảng JSON.",
        "The body is not a JSON array."
    );

    public static readonly ProblemType HeaderLineMissing = new(
        400,
        "request.csv-header-missing",
        "CSV không có dòng tiêu đề.",
        "The CSV has no header line."
    );

    public static readonly ProblemType CsvMalformed = new(
        400,
        "request.csv-malformed",
        "Dòng {0} của CSV (bắt đầu ở dòng {1} của tệp) có dấu ngoặc kép thiếu hoặc sai chỗ; chưa có dòng nào được ghi.",
        "Row {0} of the CSV (from line {1} of the file on) has a quotation mark missing or out of place; no row was recorded."
    );

    public static readonly ProblemType ColumnRepeated = new(
        400,
        "request.csv-column-repeated",
        "Cột {0} và cột {1} của CSV cùng chỉ một trường.",
        "Columns {0} and {1} of the CSV name the same field."
    );

    public static readonly ProblemType LineTooLong = new(
        400,
        "request.line-too-long",
        "Dòng {0} dài hơn 1 MiB; chưa có dòng nào được ghi.",
        "Row {0} is longer than 1 MiB; no row was recorded."
    );

    public static readonly ProblemType RowMalformed = new(
        400,
        "request.row-malformed",
        "Dòng này không phải là JSON đúng cú pháp, hoặc lồng quá sâu, ở byte {0}.",
        "The row is no JSON, or nested too deeply, at byte {0}."
    );

    public static readonly ProblemType GzipMalformed = new(
        400,
        "request.gzip-malformed",
        "Nội dung không phải là gzip trọn vẹn như Content-Encoding đã nêu.",
        "The body is not the whole gzip that its Content-Encoding promises."
    );

    public static readonly ProblemType TextForbidden = new(
        400,
        "request.text-forbidden",
        "Văn bản không được chứa mã không phải là ký tự, chẳng hạn U+0000 hoặc U+FFFE.",
        "Text must not contain codes that are no characters, such as U+0000 or U+FFFE."
    );

    public static readonly ProblemType TextInvisible = new(
        400,
        "request.text-invisible",
        "Văn bản không có ký tự nào nhìn thấy được.",
        "The text has no character that can be seen."
    );

    public static readonly ProblemType IdEmpty = new(
        400,
        "request.id-empty",
        "UUID toàn số 0 không dùng làm id được.",
        "The UUID of all zeros cannot be an id."
    );

    public static readonly ProblemType IdempotencyKeyInvalid = new(
        400,
        "request.idempotency-key-invalid",
        "Tiêu đề Idempotency-Key cần có đúng một giá trị, không để trống.",
        "The Idempotency-Key header needs exactly one value, not a blank one."
    );

    public static readonly ProblemType ParameterUnknown = new(
        400,
        "request.parameter-unknown",
        "Đường dẫn này không có tham số {0}.",
        "This path takes no parameter {0}."
    );

    public static readonly ProblemType VersionInvalid = new(
        400,
        "request.version-invalid",
        "Tiêu đề If-Match cần là một ETag đã nhận, chẳng hạn \"1\" (kể cả dấu ngoặc kép), không phải *, danh sách hay W/.",
        "The If-Match header must be one ETag as received, such as \"1\" with its quotes: no *, no list, no W/."
    );

    public static readonly ProblemType CursorInvalid = new(
        400,
        "request.cursor-invalid",
        "Tham số cursor không phải là giá trị next của danh sách này.",
        "The cursor is no next of this list."
    );

    public static readonly ProblemType LimitOutOfRange = new(
        400,
        "request.limit-out-of-range",
        "Tham số limit phải từ 1 đến {0}.",
        "The limit must lie between 1 and {0}."
    );

    public static readonly ProblemType ValueUnknown = new(
        400,
        "request.value-unknown",
        "Giá trị phải là một trong: {0}.",
        "The value must be one of: {0}."
    );

    public static readonly ProblemType FieldUnreadable = new(
        400,
        "request.field-unreadable",
        "Giá trị không đúng kiểu hoặc trường không tồn tại.",
        "The value has the wrong type, or there is no such field."
    );

    /// <summary>The same where it is known that a day was meant.</summary>
    public static readonly ProblemType DayUnreadable = FieldUnreadable with
    {
        Vi = "Ngày phải viết theo dạng yyyy-MM-dd (năm-tháng-ngày), chẳng hạn 2025-07-01.",
        En = "A day is written yyyy-MM-dd, such as 2025-07-01.",
    };

    public static readonly ProblemType ParameterMissing = new(
        400,
        "request.parameter-missing",
        "Thiếu tham số này trong địa chỉ.",
        "The query lacks this parameter."
    );

    public static readonly ProblemType FieldRepeated = new(
        400,
        "request.field-repeated",
        "Trường này xuất hiện nhiều lần.",
        "The field stands there more than once."
    );

    public static readonly ProblemType Invalid = new(
        400,
        "request.invalid",
        "Yêu cầu có trường không hợp lệ.",
        "The request has invalid fields."
    );

    public static readonly ProblemType Unauthenticated = new(
        401,
        "auth.token-required",
        "Cần mã truy cập (access token) còn hiệu lực.",
        "A valid access token is required."
    );

    public static readonly ProblemType ScopeMissing = new(
        403,
        "auth.scope-missing",
        "Mã truy cập không có phạm vi (scope) cần thiết.",
        "The access token lacks the scope that this needs."
    );

    public static readonly ProblemType UnitOutOfScope = new(
        403,
        "auth.unit-out-of-scope",
        "Mã truy cập không có quyền đối với đơn vị {0}.",
        "The access token gives no right over unit {0}."
    );

    public static readonly ProblemType NotFound = new(
        404,
        "request.path-unknown",
        "Không có tài nguyên ở đường dẫn này.",
        "There is nothing at this path."
    );

    public static readonly ProblemType MethodNotAllowed = new(
        405,
        "request.method-not-allowed",
        "Đường dẫn này không nhận phương thức đã dùng.",
        "This path does not take that method."
    );

    public static readonly ProblemType TooSlow = new(
        408,
        "request.too-slow",
        "Nội dung yêu cầu được gửi quá chậm hoặc không được gửi; hãy gửi lại.",
        "The request's body came too slowly or not at all; send it again."
    );

    public static readonly ProblemType VersionStale = new(
        412,
        "request.version-stale",
        "Dữ liệu đã được người khác thay đổi; hãy đọc lại rồi gửi lại (phiên bản hiện tại: {0}).",
        "Somebody else changed this meanwhile; read it again and resend (current version: {0})."
    );

    public static readonly ProblemType TooLarge = new(
        413,
        "request.too-large",
        "Nội dung gửi lên quá lớn.",
        "The request body is too large."
    );

    public static readonly ProblemType MediaTypeUnsupported = new(
        415,
        "request.media-type-unsupported",
        "Kiểu nội dung không được hỗ trợ.",
        "That content type is not supported here."
    );

    public static readonly ProblemType EncodingUnsupported = new(
        415,
        "request.encoding-unsupported",
        "Không nhận nội dung đã nén hay mã hóa (Content-Encoding).",
        "Bodies with a Content-Encoding are not supported here."
    );

    public static readonly ProblemType VersionRequired = new(
        428,
        "request.version-required",
        "Cần gửi tiêu đề If-Match với phiên bản đang sửa.",
        "Send an If-Match header with the version being changed."
    );

    public static readonly ProblemType TooManyRequests = new(
        429,
        "request.too-many",
        "Quá nhiều yêu cầu; hãy thử lại sau.",
        "Too many requests; try again later."
    );

    public static readonly ProblemType Internal = new(
        500,
        "server.error",
        "Hệ thống gặp lỗi ngoài dự kiến; hãy thử lại, hoặc gửi Trace-Id cho bộ phận hỗ trợ.",
        "Something unexpected went wrong; try again, or send the Trace-Id to support."
    );

    public static readonly ProblemType UpstreamUnavailable = new(
        502,
        "server.upstream-unavailable",
        "Dịch vụ phía sau tạm thời không trả lời; hãy thử lại.",
        "The service behind the gateway does not answer; try again."
    );

    public static readonly ProblemType Unavailable = new(
        503,
        "server.unavailable",
        "Hệ thống tạm thời chưa sẵn sàng; hãy gửi lại đúng yêu cầu này.",
        "The system is not ready for the moment; send the same request again."
    );

    public static readonly ProblemType UpstreamTimeout = new(
        504,
        "server.upstream-timeout",
        "Dịch vụ phía sau trả lời quá chậm; hãy thử lại.",
        "The service behind the gateway took too long; try again."
    );

    /// <summary>What a bare status means when nobody said anything more exact.</summary>
    internal static readonly IReadOnlyDictionary<int, ProblemType> ByStatus = new[]
    {
        Invalid,
        Unauthenticated,
        ScopeMissing,
        NotFound,
        MethodNotAllowed,
        TooSlow,
        VersionStale,
        TooLarge,
        MediaTypeUnsupported,
        VersionRequired,
        TooManyRequests,
        Internal,
        UpstreamUnavailable,
        Unavailable,
        UpstreamTimeout,
    }.ToDictionary(problem => problem.Status);
}
