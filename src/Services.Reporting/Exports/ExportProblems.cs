using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Reporting.Exports;

/// <summary>What can go wrong with an export.</summary>
public static class ExportProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "export.not-found",
        "Không có tệp xuất {0}.",
        "There is no export {0}."
    );

    public static readonly ProblemType TooManyWaiting = new(
        429,
        "export.too-many-waiting",
        "Đã có {0} tệp xuất đang chờ; hãy đợi chúng hoàn thành.",
        "{0} exports are waiting already; let them be written first."
    );

    public static readonly ProblemType TableUnknown = new(
        400,
        "export.table-unknown",
        "Bảng phải là một trong: {0}.",
        "The table is one of {0}."
    );

    public static readonly ProblemType FormatUnknown = new(
        400,
        "export.format-unknown",
        "Định dạng phải là csv hoặc xlsx.",
        "The format is csv or xlsx."
    );

    public static readonly ProblemType ParameterInvalid = new(
        400,
        "export.parameter-invalid",
        "Tham số {0} thiếu, không có trong bảng này hoặc không đọc được.",
        "The parameter {0} is missing, not one of this table, or cannot be read."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "export.id-taken",
        "Mã này đã được dùng cho một tệp xuất khác.",
        "The id stands for another export."
    );

    public static readonly ProblemType NotFinished = new(
        409,
        "export.not-finished",
        "Tệp chưa xuất xong; hãy thử lại sau.",
        "The file is not written yet; try again later."
    );

    public static readonly ProblemType Broken = new(
        409,
        "export.failed",
        "Không xuất được tệp này; hãy yêu cầu lại.",
        "The file could not be written; ask for it again."
    );

    public static readonly ProblemType LevelInvalid = new(
        400,
        "export.level-invalid",
        "Cấp phải từ 1 (tỉnh) đến 4 (thôn).",
        "The level is 1 (province) to 4 (village)."
    );
}
