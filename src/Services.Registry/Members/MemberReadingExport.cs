using System.Globalization;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Registry.Members;

internal static class MemberReadingExport
{
    public static readonly ExportColumn<MemberReadingResponse>[] Columns =
    [
        new(
            "Thời điểm (UTC)",
            "Read at (UTC)",
            reading => reading.ReadAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
        ),
        new("Ứng dụng", "Client", reading => reading.ClientId),
        new("Mã định danh tổ", "Team", reading => reading.TeamId),
        new("Số thành viên", "Members", reading => reading.Members),
        new("Nội dung", "What", reading => reading.What),
    ];
}
