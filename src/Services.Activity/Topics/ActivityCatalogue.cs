using System.Collections.Frozen;

namespace CongNgheSo.Services.Activity.Topics;

/// <summary>One entry of the catalogue.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Vi">Name in Vietnamese.</param>
/// <param name="En">Name in English.</param>
public sealed record CatalogueEntry(string Code, string Vi, string En);

/// <summary>What an activity can be about, how it is held, for whom, and which outcomes are counted.</summary>
public static class ActivityCatalogue
{
    /// <summary>The three pillars of 2022 and the five skills of 2023 (CV 2251/BTTTT-CĐSQG).</summary>
    public static IReadOnlyList<CatalogueEntry> Topics { get; } =
    [
        new("digital-government", "Chính quyền số", "Digital government"),
        new("digital-economy", "Kinh tế số", "Digital economy"),
        new("digital-society", "Xã hội số", "Digital society"),
        new("public-services", "Sử dụng dịch vụ công trực tuyến", "Online public services"),
        new("online-shopping", "Mua sắm trực tuyến", "Online shopping at trusted sites"),
        new("online-payment", "Thanh toán trực tuyến", "Safe online payment"),
        new("online-safety", "Tự bảo vệ trên không gian mạng", "Self-protection online"),
        new("local-platforms", "Sử dụng nền tảng số của địa phương", "Other platforms by locality"),
    ];

    public static IReadOnlyList<CatalogueEntry> Forms { get; } =
    [
        new("household-visit", "Đi từng ngõ, gõ từng nhà", "Household visit"),
        new("culture-house", "Sinh hoạt tại nhà văn hóa", "Session at the culture house"),
        new("service-centre", "Hỗ trợ tại bộ phận một cửa", "Help at the public administration service centre"),
        new("campaign", "Tuyên truyền, ra quân", "Publicity campaign"),
        new("demonstration", "Làm mẫu", "Demonstration"),
        new("zalo-support", "Hỗ trợ qua Zalo", "Support by Zalo"),
        new("digital-literacy-class", "Lớp Bình dân học vụ số", "Digital literacy class"),
        new("school-lesson", "Lồng ghép trong trường học", "Lesson inside a school"),
        new("joint-programme", "Lồng ghép chương trình khác", "Within a youth or new-rural programme"),
    ];

    public static IReadOnlyList<CatalogueEntry> Audiences { get; } =
    [
        new("general", "Người dân", "General public"),
        new("traders", "Tiểu thương, hộ kinh doanh", "Small traders and household businesses"),
        new("school-families", "Gia đình có con đi học", "Families with school children"),
        new("elderly", "Người cao tuổi", "Elderly people"),
        new("farmers", "Nông dân", "Farmers"),
        new("enterprises", "Doanh nghiệp", "Enterprises"),
    ];

    public static IReadOnlyList<CatalogueEntry> Outcomes { get; } =
    [
        new("vneid-level2-issued", "Tài khoản VNeID mức 2 được cấp", "VNeID level-2 accounts issued"),
        new("vneid-level2-activated", "Tài khoản VNeID mức 2 được kích hoạt", "VNeID level-2 accounts activated"),
        new("public-service-accounts", "Tài khoản Cổng dịch vụ công", "Public-service portal accounts"),
        new("dossiers-online", "Hồ sơ nộp trực tuyến", "Dossiers filed online"),
        new("dossiers-by-post", "Hồ sơ nộp qua bưu chính", "Dossiers filed by post"),
        new("dossiers-in-person", "Hồ sơ nộp trực tiếp", "Dossiers filed in person"),
        new("payment-accounts", "Tài khoản thanh toán điện tử", "Payment accounts"),
        new("e-wallets", "Ví điện tử", "E-wallets"),
        new("merchant-qr-codes", "Mã QR của cửa hàng", "Merchant QR codes"),
        new("ecommerce-accounts", "Tài khoản thương mại điện tử", "E-commerce accounts"),
        new("digital-shops", "Gian hàng số trên sàn", "Digital shops on platforms"),
        new("products-listed", "Sản phẩm đưa lên sàn", "Products listed on platforms"),
        new("health-books", "Sổ sức khỏe điện tử", "Electronic health books"),
        new("social-insurance-accounts", "Tài khoản VssID", "VssID social insurance accounts"),
        new("province-app-accounts", "Tài khoản ứng dụng của tỉnh", "Province app accounts"),
        new("digital-skills-confirmed", "Người được xác nhận phổ cập kỹ năng số", "Adults confirmed in digital skills"),
        new("digital-signatures", "Chữ ký số cá nhân", "Personal digital signatures"),
        new("e-receipts", "Biên lai điện tử", "E-receipts"),
    ];

    internal static readonly FrozenSet<string> TopicCodes = Codes(Topics);
    internal static readonly FrozenSet<string> FormCodes = Codes(Forms);
    internal static readonly FrozenSet<string> AudienceCodes = Codes(Audiences);
    internal static readonly FrozenSet<string> OutcomeCodes = Codes(Outcomes);

    private static FrozenSet<string> Codes(IReadOnlyList<CatalogueEntry> entries) =>
        entries.Select(entry => entry.Code).ToFrozenSet();
}
