using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Registry.Members;

/// <summary>What can go wrong with a member. The texts never hold a name or a phone number.</summary>
public static class MemberProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "member.not-found",
        "Tổ này không có thành viên {0}.",
        "This team has no member {0}."
    );

    public static readonly ProblemType PhoneInvalid = new(
        400,
        "member.phone-invalid",
        "Số điện thoại di động gồm 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09.",
        "A mobile number has 10 digits and begins with 03, 05, 07, 08 or 09."
    );

    public static readonly ProblemType CodeUnknown = new(
        400,
        "member.code-unknown",
        "Giá trị phải là một trong: {0}.",
        "The value must be one of: {0}."
    );

    public static readonly ProblemType DateOutOfRange = new(
        400,
        "member.date-out-of-range",
        "Ngày phải từ năm 2015 trở đi và không ở tương lai.",
        "The day must lie in or after 2015 and not in the future."
    );

    public static readonly ProblemType BirthYearOutOfRange = new(
        400,
        "member.birth-year-out-of-range",
        "Năm sinh không hợp lý.",
        "The year of birth is not plausible."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "member.id-taken",
        "Mã định danh {0} đã được dùng cho thành viên có nội dung khác.",
        "The id {0} stands for a member with other content."
    );

    public static readonly ProblemType Exists = new(
        409,
        "member.exists",
        "Tổ đã có thành viên cùng họ tên và số điện thoại với nội dung khác; để sửa, hãy cập nhật thành viên {0}.",
        "The team has a member of this name and phone number already, with other content; to change it, update member {0}."
    );

    public static readonly ProblemType JoinedBeforeTeam = new(
        422,
        "member.joined-before-team",
        "Ngày tham gia không được trước ngày thành lập tổ, {0}.",
        "Nobody can join before the team was established, {0}."
    );

    public static readonly ProblemType LeftBeforeJoined = new(
        422,
        "member.left-before-joined",
        "Ngày rời tổ phải sau ngày tham gia {0}.",
        "The day of leaving must lie after the day of joining, {0}."
    );

    public static readonly ProblemType HasLeft = new(
        409,
        "member.has-left",
        "Thành viên {0} đã rời tổ.",
        "Member {0} has left the team."
    );

    public static readonly ProblemType Erased = new(
        409,
        "member.erased",
        "Dữ liệu cá nhân của thành viên {0} đã được xóa theo yêu cầu.",
        "The personal data of member {0} have been erased on request."
    );

    public static readonly ProblemType MaskOfAnother = new(
        409,
        "member.mask-of-another",
        "Số điện thoại che một phần không khớp với số đang lưu; hãy gửi đủ 10 chữ số.",
        "The masked phone number is not the one on record; send all 10 digits."
    );
}
