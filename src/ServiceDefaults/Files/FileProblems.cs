using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.ServiceDefaults.Files;

/// <summary>What can be wrong with a file that is sent.</summary>
public static class FileProblems
{
    public static readonly ProblemType OneExpected = new(
        400,
        "file.one-expected",
        "Gửi đúng một tệp trong trường file, hoặc gửi tệp làm toàn bộ nội dung yêu cầu.",
        "Send exactly one file in the field file, or the file as the whole body."
    );

    public static readonly ProblemType Empty = new(400, "file.empty", "Tệp rỗng.", "The file is empty.");

    public static readonly ProblemType NameMissing = new(
        400,
        "file.name-missing",
        "Cần tên tệp kèm phần mở rộng trong Content-Disposition, chẳng hạn filename*=UTF-8''anh.jpg.",
        "Content-Disposition must give the file's name with its extension, such as filename*=UTF-8''photo.jpg."
    );

    public static readonly ProblemType TooLarge = new(
        413,
        "file.too-large",
        "Tệp lớn quá {0} MB.",
        "The file is larger than {0} MB."
    );

    public static readonly ProblemType TypeUnsupported = new(
        422,
        "file.type-unsupported",
        "Loại tệp này không được nhận; được nhận: {0}.",
        "Files of this type are not taken; these are: {0}."
    );

    public static readonly ProblemType TypeDiffers = new(
        422,
        "file.type-differs",
        "Nội dung tệp là {0}, không khớp với phần mở rộng hoặc Content-Type đã khai.",
        "The content of the file is {0}, which its extension or its Content-Type does not say."
    );

    public static readonly ProblemType Unreadable = new(
        422,
        "file.unreadable",
        "Tệp bị hỏng hoặc không đúng định dạng {0}.",
        "The file is damaged, or no {0} that can be read."
    );

    public static readonly ProblemType Macros = new(
        422,
        "file.macros",
        "Tệp có macro; hãy lưu lại không kèm macro.",
        "The file holds macros; save it without them."
    );
}
