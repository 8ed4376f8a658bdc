using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Registry.Channels;

internal static class ChannelExport
{
    public static readonly ExportColumn<ChannelResponse>[] Columns =
    [
        new("Mã định danh kênh", "Id", channel => channel.Id),
        new("Loại kênh", "Kind", channel => channel.Kind),
        new("Tên kênh", "Name", channel => channel.Name),
        new("Đường liên kết", "Link", channel => channel.Link),
        new("Số điện thoại", "Phone", channel => channel.Phone),
        new("Mã đơn vị", "Unit code", channel => channel.UnitCode),
        new("Mã định danh tổ", "Team", channel => channel.TeamId),
    ];
}
