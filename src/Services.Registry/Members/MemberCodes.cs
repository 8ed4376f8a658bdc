namespace CongNgheSo.Services.Registry.Members;

/// <summary>What a member is in the team, and what they are in the community; by code, with the Vietnamese names.</summary>
public static class MemberCodes
{
    public static IReadOnlyDictionary<string, string> Roles { get; } =
        new Dictionary<string, string>
        {
            ["leader"] = "Tổ trưởng",
            ["deputy"] = "Tổ phó",
            ["member"] = "Thành viên",
        };

    public static IReadOnlyDictionary<string, string> Backgrounds { get; } =
        new Dictionary<string, string>
        {
            ["village-head"] = "Trưởng thôn, tổ trưởng tổ dân phố, trưởng khu",
            ["party-cell-secretary"] = "Bí thư chi bộ",
            ["youth-union"] = "Đoàn thanh niên",
            ["womens-union"] = "Hội phụ nữ",
            ["farmers-union"] = "Hội nông dân",
            ["veterans-association"] = "Hội cựu chiến binh",
            ["fatherland-front"] = "Ban công tác Mặt trận",
            ["student-volunteer"] = "Sinh viên tình nguyện",
            ["police"] = "Công an",
            ["telecom-staff"] = "Nhân viên viễn thông",
            ["teacher"] = "Giáo viên",
            ["commune-official"] = "Cán bộ, công chức cấp xã",
            ["other"] = "Khác",
        };

    public static IReadOnlyList<string> Sexes { get; } = ["female", "male"];
}
