using CongNgheSo.ServiceDefaults.RegistryCopies;

namespace CongNgheSo.Services.Reporting.ReportDocuments;

/// <summary>The authority of a unit, as the head and foot of its documents name it.</summary>
/// <param name="Name">In the head and among the receivers: "ỦY BAN NHÂN DÂN XÃ LÂM THAO".</param>
/// <param name="Sign">The letters behind the number: "BC-UBND".</param>
/// <param name="OnBehalfOf">The line above the signature.</param>
/// <param name="Signer">Who signs.</param>
internal sealed record Authority(string Name, string Sign, string OnBehalfOf, string Signer)
{
    private const int Province = 1;
    private const int Commune = 3;

    /// <summary>The types before names, from the longest, of units that have a people's committee.</summary>
    private static readonly string[] Types =
    [
        "Thành phố ",
        "Đặc khu ",
        "Thị trấn ",
        "Phường ",
        "Thị xã ",
        "Huyện ",
        "Tỉnh ",
        "Quận ",
        "Xã ",
    ];

    public static Authority Of(int level, string fullName) =>
        level switch
        {
            < Province => new("BỘ KHOA HỌC VÀ CÔNG NGHỆ", "BC-BKHCN", "", "BỘ TRƯỞNG"),
            <= Commune => new(
                $"ỦY BAN NHÂN DÂN\n{fullName.ToUpperInvariant()}",
                "BC-UBND",
                "TM. ỦY BAN NHÂN DÂN",
                "CHỦ TỊCH"
            ),
            // A village is no authority: its team reports for it.
            _ => new(fullName.ToUpperInvariant(), "BC-TCNSCĐ", "TM. TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG", "TỔ TRƯỞNG"),
        };

    /// <summary>As the authority above another one is named; null where none is.</summary>
    public static string? Above(UnitAt? unit) =>
        unit is null or { Level: < Province } ? null : $"UBND {unit.FullName.ToUpperInvariant()}";

    /// <summary>Among those who receive a document.</summary>
    public static string AsReceiver(UnitAt? unit) =>
        unit is null or { Level: < Province } ? "Bộ Khoa học và Công nghệ" : $"UBND {LowerType(unit.FullName)}";

    /// <summary>The unit's name as a place: without its type.</summary>
    public static string Place(string fullName) =>
        Array.Find(Types, type => fullName.StartsWith(type, StringComparison.Ordinal)) is { } type
            ? fullName[type.Length..]
            : fullName;

    /// <summary>"xã Lâm Thao", as in a sentence.</summary>
    private static string LowerType(string fullName) =>
        Array.Exists(Types, type => fullName.StartsWith(type, StringComparison.Ordinal))
            ? char.ToLowerInvariant(fullName[0]) + fullName[1..]
            : fullName;
}
