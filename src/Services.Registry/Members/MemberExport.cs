using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Registry.Members;

internal static class MemberExport
{
    private static readonly Dictionary<string, string> Sexes = new() { ["female"] = "Nữ", ["male"] = "Nam" };

    public static readonly ExportColumn<MemberResponse>[] Columns =
    [
        new("Mã định danh thành viên", "Id", member => member.Id),
        new("Họ và tên", "Full name", member => member.FullName),
        new("Số điện thoại", "Phone", member => member.Phone),
        new("Vai trò", "Role", member => MemberCodes.Roles.Named(member.Role)),
        new("Thành phần", "Background", member => MemberCodes.Backgrounds.Named(member.Background)),
        new("Ngày tham gia", "Joined on", member => member.JoinedOn),
        new("Ngày rời tổ", "Left on", member => member.LeftOn),
        new("Năm sinh", "Year of birth", member => member.BirthYear),
        new("Giới tính", "Sex", member => Sexes.Named(member.Sex)),
    ];
}
