using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using CongNgheSo.Services.Registry.Members;
using CongNgheSo.Services.Registry.Teams;
using CongNgheSo.Services.Registry.Units;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>What officials write in the cells of a table of teams, and what spreadsheets make of it.</summary>
internal static partial class TeamValues
{
    /// <summary>2000 to 2099 as a spreadsheet counts days.</summary>
    private const int FirstSerial = 36_526;
    private const int LastSerial = 73_050;

    private const int MaxKeys = 2_000;
    private const int LongestKey = 60;

    private static readonly ConcurrentDictionary<string, string> Keys = new();

    private static readonly string[] DayFormats =
    [
        "yyyy-MM-dd",
        "dd/MM/yyyy",
        "d/M/yyyy",
        "dd-MM-yyyy",
        "d-M-yyyy",
        "dd.MM.yyyy",
        "d.M.yyyy",
    ];

    private static readonly FrozenDictionary<string, string> Kinds = Codes(
        TeamKinds.Names,
        ("cnscd", "CNSCĐ|Tổ CNSCĐ|Tổ công nghệ số|Công nghệ số cộng đồng"),
        ("cnscd-rapid-response", "Tổ CNSCĐ và phản ứng nhanh|CNSCĐ và phản ứng nhanh|Tổ phản ứng nhanh"),
        ("cdscd", "CĐSCĐ|Tổ CĐSCĐ|Tổ chuyển đổi số|Chuyển đổi số cộng đồng")
    );

    private static readonly FrozenDictionary<string, string> Roles = Codes(
        MemberCodes.Roles,
        ("leader", "Trưởng|Nhóm trưởng"),
        ("deputy", "Phó|Tổ phó thường trực|Phó tổ trưởng"),
        ("member", "Tổ viên|TV|Ủy viên")
    );

    private static readonly FrozenDictionary<string, string> Backgrounds = Codes(
        MemberCodes.Backgrounds,
        (
            "village-head",
            "Trưởng thôn|Trưởng bản|Trưởng xóm|Trưởng ấp|Trưởng khóm|Trưởng buôn|Trưởng làng|Trưởng khu|Trưởng khu phố|"
                + "Trưởng tiểu khu|Trưởng khối phố|Tổ trưởng tổ dân phố|Tổ trưởng TDP|Tổ trưởng dân phố|Phó trưởng thôn"
        ),
        ("party-cell-secretary", "Bí thư|Bí thư chi bộ thôn|BT chi bộ|Bí thư chi bộ, trưởng ban công tác mặt trận"),
        ("youth-union", "Đoàn TN|ĐTN|Bí thư đoàn|Bí thư chi đoàn|Bí thư đoàn thanh niên|Chi đoàn thanh niên"),
        ("womens-union", "Phụ nữ|Hội LHPN|Chi hội phụ nữ|Chi hội trưởng phụ nữ|Hội liên hiệp phụ nữ"),
        ("farmers-union", "Nông dân|Chi hội nông dân|Chi hội trưởng nông dân|Hội ND"),
        ("veterans-association", "Cựu chiến binh|CCB|Hội CCB|Chi hội trưởng cựu chiến binh"),
        ("fatherland-front", "Mặt trận|MTTQ|Mặt trận Tổ quốc|Trưởng ban công tác mặt trận|Trưởng ban CTMT"),
        ("student-volunteer", "Sinh viên|Học sinh|Tình nguyện viên|Học sinh, sinh viên"),
        ("police", "Công an viên|Công an xã|Công an phường|An ninh trật tự"),
        ("telecom-staff", "VNPT|Viettel|Bưu điện|Viễn thông|Nhân viên VNPT|Nhân viên Viettel"),
        ("teacher", "Cô giáo|Thầy giáo|GV"),
        ("commune-official", "Cán bộ xã|Công chức xã|Cán bộ phường|Công chức phường|Cán bộ|Công chức|UBND xã"),
        ("other", "Người dân|Quần chúng")
    );

    private static readonly FrozenDictionary<string, string> Sexes = Codes(
        MemberCodes.Sexes.ToDictionary(code => code, code => code),
        ("female", "Nữ|Gái"),
        ("male", "Nam|Trai")
    );

    public static string? Kind(string? cell) => Find(Kinds, cell);

    public static string? Role(string? cell) => Find(Roles, cell);

    public static string? Background(string? cell) => Find(Backgrounds, cell);

    public static string? Sex(string? cell) => Find(Sexes, cell);

    public static Guid? Id(string cell) => Guid.TryParse(cell, out var id) ? id : null;

    /// <summary>yyyy-MM-dd, dd/MM/yyyy with other separators too, or the number that a spreadsheet has for a day.</summary>
    public static DateOnly? Day(string cell) =>
        DateOnly.TryParseExact(cell, DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var serial)
        && serial is >= FirstSerial and <= LastSerial
            ? DateOnly.FromDateTime(DateTime.FromOADate(serial))
        : null;

    /// <summary>A year, or the year of a day of birth, of which no more is kept.</summary>
    public static int? Year(string cell) =>
        int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && cell.Length == 4
            ? year
            : Day(cell)?.Year;

    /// <summary>
    /// The code that a cell holds, with the zeros that a spreadsheet has eaten: "8494" is "08494", "8494-3" is
    /// "08494-003". Null where it is no code but a name.
    /// </summary>
    public static string? UnitCode(string cell)
    {
        var code = Code().Match(cell);
        if (!code.Success)
            return null;
        var commune = code.Groups["commune"].Value.PadLeft(5, '0');
        return code.Groups["village"] is { Success: true, Value: var village }
            ? $"{commune}-{village.PadLeft(3, '0')}"
            : commune;
    }

    /// <summary>Equal for all spellings; text that is none, which the rules refuse, is its own key.</summary>
    public static string KeyOf(string text)
    {
        try
        {
            return VietnameseText.SearchKey(text);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

    private static string? Find(FrozenDictionary<string, string> codes, string? cell) =>
        // Codes are as they should be already, and keys cost more than all the rest of a cell.
        cell is null
        || codes.ContainsKey(cell) && codes[cell] == cell
            ? cell
        : Keys.TryGetValue(cell, out var key) ? codes.GetValueOrDefault(key, cell)
        : codes.GetValueOrDefault(Remembered(cell), cell);

    /// <summary>The same few words stand in all rows; what else is written there is not kept for ever.</summary>
    private static string Remembered(string cell)
    {
        var key = KeyOf(cell);
        if (Keys.Count < MaxKeys && cell.Length <= LongestKey)
            Keys.TryAdd(cell, key);
        return key;
    }

    /// <summary>Codes by themselves, by their names, by each part of a name that lists several, and by what else is written.</summary>
    private static FrozenDictionary<string, string> Codes(
        IReadOnlyDictionary<string, string> names,
        params (string Code, string Others)[] others
    ) =>
        names
            .SelectMany(
                name => new[] { name.Key, name.Value }.Concat(name.Value.Split(", ")),
                (name, text) => (name.Key, text)
            )
            .Concat(others.SelectMany(other => other.Others.Split('|'), (other, text) => (other.Code, text)))
            .DistinctBy(pair => KeyOf(pair.text))
            .ToFrozenDictionary(pair => KeyOf(pair.text), pair => pair.Item1);

    [GeneratedRegex(@"^(?<commune>[0-9]{1,5})(-(?<village>[0-9]{1,6}))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();
}
