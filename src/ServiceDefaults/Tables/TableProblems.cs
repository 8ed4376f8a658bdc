using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.ServiceDefaults.Tables;

/// <summary>What can be wrong with a spreadsheet as a whole, whatever it lists.</summary>
public static class TableProblems
{
    public static readonly ProblemType NotXlsx = new(
        400,
        "table.not-xlsx",
        "Tệp không phải là bảng tính XLSX đọc được.",
        "The file is no XLSX workbook that can be read."
    );

    public static readonly ProblemType Encrypted = new(
        400,
        "table.encrypted",
        "Tệp có mật khẩu hoặc là tệp .xls kiểu cũ; hãy bỏ mật khẩu và lưu thành .xlsx.",
        "The file has a password or is an old .xls; remove the password and save it as .xlsx."
    );

    public static readonly ProblemType Macros = new(
        400,
        "table.macros",
        "Tệp có macro; hãy lưu thành .xlsx không có macro.",
        "The file holds macros; save it as .xlsx without them."
    );

    public static readonly ProblemType NoSheet = new(
        400,
        "table.no-sheet",
        "Tệp không có trang tính nào hiển thị.",
        "The file has no visible sheet."
    );

    public static readonly ProblemType TooLarge = new(
        413,
        "table.too-large",
        "Nội dung của bảng tính sau khi giải nén quá lớn.",
        "The workbook is too large once it is unpacked."
    );
}
