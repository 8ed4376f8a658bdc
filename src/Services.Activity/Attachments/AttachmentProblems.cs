using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Activity.Attachments;

/// <summary>What can go wrong with a file of an activity; what is wrong with the file itself is in FileProblems.</summary>
public static class AttachmentProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "attachment.not-found",
        "Hoạt động này không có tệp {0}.",
        "This activity has no attachment {0}."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "attachment.id-taken",
        "Mã định danh {0} đã được dùng cho tệp khác.",
        "The id {0} stands for another file."
    );

    public static readonly ProblemType Removed = new(
        409,
        "attachment.removed",
        "Tệp {0} đã bị gỡ; để đưa lên lại, hãy dùng mã định danh khác.",
        "Attachment {0} has been removed; to add the file again, use another id."
    );

    public static readonly ProblemType TooMany = new(
        409,
        "attachment.too-many",
        "Mỗi hoạt động có tối đa {0} tệp.",
        "An activity has at most {0} attachments."
    );
}
