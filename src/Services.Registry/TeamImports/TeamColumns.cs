using System.Collections.Frozen;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>
/// The columns of a table of teams: each has the name of its field, and headings as officials write them. Marks, case,
/// spaces and punctuation of a heading do not matter.
/// </summary>
internal static class TeamColumns
{
    public const string Id = "id";
    public const string UnitCode = "unitCode";
    public const string UnitName = "unitName";
    public const string Village = "village";
    public const string Commune = "commune";
    public const string District = "district";
    public const string Province = "province";
    public const string Kind = "kind";
    public const string Name = "name";
    public const string DecisionNumber = "decisionNumber";
    public const string DecisionDate = "decisionDate";
    public const string EstablishedOn = "establishedOn";
    public const string MemberId = "memberId";
    public const string MemberFullName = "memberFullName";
    public const string MemberPhone = "memberPhone";
    public const string MemberRole = "memberRole";
    public const string MemberBackground = "memberBackground";
    public const string MemberJoinedOn = "memberJoinedOn";
    public const string MemberBirthYear = "memberBirthYear";
    public const string MemberSex = "memberSex";

    /// <summary>Accepted and not read: serial numbers, remarks, and the reasons in a list of rejected rows.</summary>
    public const string PassedOver = "";

    /// <summary>The last column of a list of rejected rows, in Vietnamese and in English.</summary>
    public const string ErrorsVi = "Lỗi";
    public const string ErrorsEn = "Errors";

    /// <summary>Where a unit may be named.</summary>
    public static readonly string[] Unit = [UnitCode, UnitName, Village, Commune, District, Province];

    public static readonly string[] Team = [Id, .. Unit, Kind, Name, DecisionNumber, DecisionDate, EstablishedOn];

    public static readonly string[] Member =
    [
        MemberId,
        MemberFullName,
        MemberPhone,
        MemberRole,
        MemberBackground,
        MemberJoinedOn,
        MemberBirthYear,
        MemberSex,
    ];

    private static readonly Dictionary<string, string[]> Headings = new()
    {
        [Id] = ["Mã định danh tổ"],
        [UnitCode] = ["Mã đơn vị", "Mã thôn", "Mã xã", "Mã địa bàn", "Mã thôn, tổ dân phố"],
        [UnitName] = ["Đơn vị", "Tên đơn vị", "Địa bàn", "Địa chỉ"],
        [Village] = ["Thôn", "Thôn, tổ dân phố", "Tên thôn", "Thôn bản", "Tổ dân phố", "Xóm", "Bản", "Ấp", "Khu"],
        [Commune] = ["Xã", "Xã, phường, thị trấn", "Xã, phường", "Phường", "Tên xã", "Cấp xã"],
        [District] = ["Huyện", "Quận huyện", "Huyện, thành phố", "Huyện, thị xã, thành phố", "Cấp huyện"],
        [Province] = ["Tỉnh", "Tỉnh, thành phố", "Cấp tỉnh"],
        [Kind] = ["Loại tổ", "Loại hình tổ"],
        [Name] = ["Tên tổ", "Tên tổ công nghệ số cộng đồng"],
        [DecisionNumber] = ["Số quyết định", "Số QĐ", "Quyết định số", "QĐ số", "Số quyết định thành lập"],
        [DecisionDate] = ["Ngày quyết định", "Ngày QĐ", "Ngày ban hành", "Ngày ký", "Ngày ra quyết định"],
        [EstablishedOn] = ["Ngày thành lập", "Ngày thành lập tổ"],
        [MemberId] = ["Mã định danh thành viên"],
        [MemberFullName] = ["Họ và tên", "Họ tên", "Họ tên thành viên", "Họ và tên thành viên", "Tên thành viên"],
        [MemberPhone] = ["Số điện thoại", "SĐT", "Điện thoại", "Số ĐT", "ĐT", "Di động", "Số điện thoại di động"],
        [MemberRole] = ["Vai trò", "Chức danh", "Chức vụ trong tổ", "Chức danh trong tổ", "Vai trò trong tổ"],
        [MemberBackground] = ["Thành phần", "Thành phần tham gia", "Chức vụ", "Chức vụ, đơn vị công tác"],
        [MemberJoinedOn] = ["Ngày tham gia", "Ngày vào tổ"],
        [MemberBirthYear] = ["Năm sinh"],
        [MemberSex] = ["Giới tính"],
        [PassedOver] = ["STT", "TT", "Số thứ tự", "Ghi chú", ErrorsVi, ErrorsEn],
    };

    private static readonly FrozenDictionary<string, string> ByHeading = Headings
        .SelectMany(column => column.Value.Append(column.Key), (column, heading) => (Key: KeyOf(heading), column.Key))
        .Where(pair => pair.Item1.Length > 0)
        .DistinctBy(pair => pair.Item1)
        .ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2);

    /// <summary>The field of a heading; null where it is none that is known.</summary>
    public static string? Find(string heading) => ByHeading.GetValueOrDefault(KeyOf(heading));

    /// <summary>"Loại tổ (kind)": how a column that is missed is told of.</summary>
    public static string Describe(string field) => $"{Headings[field][0]} ({field})";

    private static string KeyOf(string heading) => string.Concat(TeamValues.KeyOf(heading).Where(char.IsLetterOrDigit));
}
