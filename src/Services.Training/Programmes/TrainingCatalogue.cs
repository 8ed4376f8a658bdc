using System.Collections.Frozen;

namespace CongNgheSo.Services.Training.Programmes;

/// <summary>One entry of the catalogue.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Vi">Name in Vietnamese.</param>
/// <param name="En">Name in English.</param>
public sealed record TrainingCatalogueEntry(string Code, string Vi, string En);

/// <summary>What training can be about, for whom, how it is held and who sends the trainers.</summary>
public static class TrainingCatalogue
{
    public const string InPerson = "in-person";
    public const string Online = "online";

    public static IReadOnlyList<TrainingCatalogueEntry> Topics { get; } =
    [
        new("digital-awareness", "Nhận thức về chuyển đổi số", "Digital awareness"),
        new("portals", "Sử dụng cổng, trang thông tin điện tử", "Portals"),
        new("digital-platforms", "Sử dụng nền tảng số", "Digital platforms"),
        new("public-service-accounts", "Tài khoản dịch vụ công trực tuyến", "Public-service accounts"),
        new("e-commerce", "Thương mại điện tử", "E-commerce"),
        new("cashless-payment", "Thanh toán không dùng tiền mặt", "Cashless payment"),
        new("law-and-policy", "Pháp luật và chính sách", "Law and policy"),
        new("document-handling", "Xử lý văn bản điện tử", "Document handling"),
    ];

    public static IReadOnlyList<TrainingCatalogueEntry> Roles { get; } =
    [new("leader", "Tổ trưởng", "Leader"), new("deputy", "Tổ phó", "Deputy"), new("member", "Thành viên", "Member")];

    public static IReadOnlyList<TrainingCatalogueEntry> Modes { get; } =
    [new(InPerson, "Trực tiếp", "In person"), new(Online, "Trực tuyến", "Online")];

    public static IReadOnlyList<TrainingCatalogueEntry> Organisations { get; } =
    [
        new("ministry", "Bộ Khoa học và Công nghệ", "Ministry of Science and Technology"),
        new("vnpt", "VNPT", "VNPT"),
        new("viettel", "Viettel", "Viettel"),
        new("vnpost", "VnPost", "VnPost"),
        new("coccoc", "Cốc Cốc", "Cốc Cốc"),
        new("province", "Tỉnh, thành phố", "Province"),
        new("other", "Đơn vị khác", "Other"),
    ];

    internal static readonly FrozenSet<string> TopicCodes = Codes(Topics);
    internal static readonly FrozenSet<string> RoleCodes = Codes(Roles);
    internal static readonly FrozenSet<string> ModeCodes = Codes(Modes);
    internal static readonly FrozenSet<string> OrganisationCodes = Codes(Organisations);

    private static FrozenSet<string> Codes(IReadOnlyList<TrainingCatalogueEntry> entries) =>
        entries.Select(entry => entry.Code).ToFrozenSet();
}
