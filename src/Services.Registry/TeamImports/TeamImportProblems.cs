using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>What can go wrong with a list of teams beyond its teams and members themselves.</summary>
public static class TeamImportProblems
{
    public static readonly ProblemType TeamRefused = new(
        422,
        "team-import.team-refused",
        "Thành viên chưa được ghi vì tổ của họ (dòng {0}) có lỗi.",
        "The member was left out because their team (row {0}) was refused."
    );

    public static readonly ProblemType TooManyRows = new(
        413,
        "team-import.too-many-rows",
        "Mỗi lần gửi tối đa {0} dòng; chưa có dòng nào được ghi.",
        "A list holds at most {0} rows; none of these was recorded."
    );

    public static readonly ProblemType HeadMissing = new(
        400,
        "team-import.head-missing",
        "Không tìm thấy dòng tiêu đề cột trong các dòng đầu của tệp; chưa có dòng nào được ghi.",
        "No row of headings was found at the top of the file; no row was recorded."
    );

    public static readonly ProblemType ColumnUnknown = new(
        400,
        "team-import.column-unknown",
        "Không rõ cột “{0}” là gì; hãy bỏ cột này hoặc đổi tên cột. Chưa có dòng nào được ghi.",
        "The column “{0}” is not known; remove it or give it a known heading. No row was recorded."
    );

    public static readonly ProblemType ColumnMissing = new(
        400,
        "team-import.column-missing",
        "Thiếu cột: {0}. Chưa có dòng nào được ghi.",
        "Columns are missing: {0}. No row was recorded."
    );

    public static readonly ProblemType UnitNameUnknown = new(
        422,
        "team-import.unit-name-unknown",
        "Không tìm thấy “{0}” trong các đơn vị hiện nay ở vị trí đó.",
        "No unit of today is called “{0}” at that place."
    );

    public static readonly ProblemType UnitNameAmbiguous = new(
        422,
        "team-import.unit-name-ambiguous",
        "Có {0} đơn vị mang tên này; hãy ghi thêm tên đơn vị cấp trên hoặc ghi mã.",
        "{0} units bear this name; add the names of those above it, or give its code."
    );

    public static readonly ProblemType NotFound = new(
        404,
        "team-import.not-found",
        "Không có lần nhập {0}, hoặc tệp đã được xóa sau 30 ngày.",
        "There is no import {0}, or its file was deleted after 30 days."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "team-import.id-taken",
        "Mã định danh {0} đã được dùng cho một tệp khác.",
        "The id {0} stands for another file."
    );

    public static readonly ProblemType NotFinished = new(
        409,
        "team-import.not-finished",
        "Tệp đang được xử lý; hãy chờ đến khi xong.",
        "The file is still being read; wait until that is done."
    );

    public static readonly ProblemType FileRefused = new(
        409,
        "team-import.file-refused",
        "Cả tệp đã bị từ chối nên không có dòng lỗi riêng; hãy sửa rồi gửi lại tệp.",
        "The file was refused as a whole, so it has no rejected rows; mend it and send it again."
    );
}
