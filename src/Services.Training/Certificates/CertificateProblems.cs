using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Training.Certificates;

/// <summary>What can go wrong with a certificate. The texts never hold a name.</summary>
public static class CertificateProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "certificate.not-found",
        "Không có giấy chứng nhận {0}.",
        "There is no certificate {0}."
    );

    public static readonly ProblemType CodeUnknown = new(
        404,
        "certificate.code-unknown",
        "Không có giấy chứng nhận nào mang mã kiểm tra này.",
        "No certificate bears this verification code."
    );

    public static readonly ProblemType UnitNotFound = new(
        404,
        "certificate.unit-not-found",
        "Hiện không có đơn vị mang mã {0}.",
        "No unit bears the code {0} today."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "certificate.id-taken",
        "Mã định danh {0} đã được dùng cho giấy chứng nhận có nội dung khác.",
        "The id {0} stands for a certificate with other content."
    );

    public static readonly ProblemType Exists = new(
        409,
        "certificate.exists",
        "Thành viên đã có giấy chứng nhận {0} của buổi tập huấn này với nội dung khác; để sửa, hãy thu hồi rồi cấp lại.",
        "The member has certificate {0} of this session already, with other content; to mend it, revoke it and issue anew."
    );

    public static readonly ProblemType Revoked = new(
        409,
        "certificate.revoked",
        "Giấy chứng nhận {0} đã bị thu hồi.",
        "Certificate {0} has been revoked."
    );

    public static readonly ProblemType MemberErased = new(
        409,
        "certificate.member-erased",
        "Dữ liệu cá nhân của thành viên {0} đã được xóa theo yêu cầu; không cấp giấy chứng nhận ghi tên nữa.",
        "The personal data of member {0} have been erased on request; no certificate is issued in their name any more."
    );

    public static readonly ProblemType NotAttended = new(
        422,
        "certificate.not-attended",
        "Thành viên {0} không tham dự buổi tập huấn này.",
        "Member {0} did not attend this session."
    );

    public static readonly ProblemType NotPassed = new(
        422,
        "certificate.not-passed",
        "Thành viên {0} chưa đạt bài kiểm tra {1}.",
        "Member {0} has not passed quiz {1}."
    );

    public static readonly ProblemType UnitUnknown = new(
        422,
        "certificate.unit-unknown",
        "Hiện không có đơn vị mang mã {0}.",
        "No unit bears the code {0} today."
    );

    public static readonly ProblemType IssuerWrong = new(
        422,
        "certificate.issuer-wrong",
        "Đơn vị cấp phải là đơn vị tổ chức buổi tập huấn hoặc một đơn vị cấp trên của đơn vị đó.",
        "The issuer must be the unit that held the session, or one above it."
    );

    public static readonly ProblemType ExpiresTooEarly = new(
        400,
        "certificate.expires-too-early",
        "Ngày hết hạn phải sau hôm nay.",
        "The last day must lie after today."
    );

    public static readonly ProblemType BatchTooLarge = new(
        413,
        "certificate.batch-too-large",
        "Mỗi lần gửi tối đa {0} dòng; chưa có giấy chứng nhận nào được cấp.",
        "A batch holds at most {0} rows; no certificate was issued."
    );
}
