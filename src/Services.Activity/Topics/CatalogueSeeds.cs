using Microsoft.EntityFrameworkCore;
using static CongNgheSo.Services.Activity.Topics.CatalogueKinds;

namespace CongNgheSo.Services.Activity.Topics;

/// <summary>
/// The nation's entries as the platform brings them. A code that is there already is left as it is, whatever the ministry
/// has made of it since: add entries here, never change one.
/// </summary>
public static class CatalogueSeeds
{
    /// <summary>Teams have worked since 2022; the five skills (CV 2251/BTTTT-CĐSQG) are of 2023.</summary>
    private static readonly DateOnly Start = new(2022, 1, 1);

    private static readonly DateOnly Skills = new(2023, 1, 1);

    public static IReadOnlyList<CatalogueEntry> Entries { get; } =
    [
        Named(Topic, "digital-government", "Chính quyền số", "Digital government"),
        Named(Topic, "digital-economy", "Kinh tế số", "Digital economy"),
        Named(Topic, "digital-society", "Xã hội số", "Digital society"),
        Named(Topic, "public-services", "Sử dụng dịch vụ công trực tuyến", "Online public services", Skills),
        Named(Topic, "online-shopping", "Mua sắm trực tuyến", "Online shopping at trusted sites", Skills),
        Named(Topic, "online-payment", "Thanh toán trực tuyến", "Safe online payment", Skills),
        Named(Topic, "online-safety", "Tự bảo vệ trên không gian mạng", "Self-protection online", Skills),
        Named(Topic, "local-platforms", "Sử dụng nền tảng số của địa phương", "Other platforms by locality", Skills),
        AForm("household-visit", "Đi từng ngõ, gõ từng nhà", "Household visit", 200, 100),
        AForm("culture-house", "Sinh hoạt tại nhà văn hóa", "Session at the culture house", 500, 300),
        AForm(
            "service-centre",
            "Hỗ trợ tại bộ phận một cửa",
            "Help at the public administration service centre",
            300,
            200
        ),
        AForm("campaign", "Tuyên truyền, ra quân", "Publicity campaign", 5000, 2000),
        AForm("demonstration", "Làm mẫu", "Demonstration", 500, 200),
        AForm("zalo-support", "Hỗ trợ qua Zalo", "Support by Zalo", 1000, 500),
        AForm("digital-literacy-class", "Lớp Bình dân học vụ số", "Digital literacy class", 500, 200),
        AForm("school-lesson", "Lồng ghép trong trường học", "Lesson inside a school", 2000, 1000),
        AForm("joint-programme", "Lồng ghép chương trình khác", "Within a youth or new-rural programme", 2000, 1000),
        Named(Audience, "general", "Người dân", "General public"),
        Named(Audience, "traders", "Tiểu thương, hộ kinh doanh", "Small traders and household businesses"),
        Named(Audience, "school-families", "Gia đình có con đi học", "Families with school children"),
        Named(Audience, "elderly", "Người cao tuổi", "Elderly people"),
        Named(Audience, "farmers", "Nông dân", "Farmers"),
        Named(Audience, "enterprises", "Doanh nghiệp", "Enterprises"),
        Counted("vneid-level2-issued", "Tài khoản VNeID mức 2 được cấp", "VNeID level-2 accounts issued", 500),
        Counted(
            "vneid-level2-activated",
            "Tài khoản VNeID mức 2 được kích hoạt",
            "VNeID level-2 accounts activated",
            500
        ),
        Counted("public-service-accounts", "Tài khoản Cổng dịch vụ công", "Public-service portal accounts", 500),
        PartOf(
            "public-service-accounts",
            "national",
            "Tài khoản Cổng dịch vụ công quốc gia",
            "Accounts of the national portal",
            500
        ),
        PartOf(
            "public-service-accounts",
            "provincial",
            "Tài khoản Cổng dịch vụ công của tỉnh",
            "Accounts of the provincial portal",
            500
        ),
        Counted("dossiers-online", "Hồ sơ nộp trực tuyến", "Dossiers filed online", 200),
        PartOf("dossiers-online", "level-3", "Hồ sơ trực tuyến mức độ 3", "Dossiers filed online at level 3", 200),
        PartOf("dossiers-online", "level-4", "Hồ sơ trực tuyến mức độ 4", "Dossiers filed online at level 4", 200),
        PartOf(
            "dossiers-online",
            "partial",
            "Hồ sơ dịch vụ công trực tuyến một phần",
            "Dossiers of partial online services",
            200
        ),
        PartOf(
            "dossiers-online",
            "full",
            "Hồ sơ dịch vụ công trực tuyến toàn trình",
            "Dossiers of full online services",
            200
        ),
        Counted("dossiers-by-post", "Hồ sơ nộp qua bưu chính", "Dossiers filed by post", 200),
        Counted("dossiers-in-person", "Hồ sơ nộp trực tiếp", "Dossiers filed in person", 200),
        Counted("payment-accounts", "Tài khoản thanh toán điện tử", "Payment accounts", 300),
        Counted("e-wallets", "Ví điện tử", "E-wallets", 300),
        Counted("merchant-qr-codes", "Mã QR của cửa hàng", "Merchant QR codes", 300),
        Counted("ecommerce-accounts", "Tài khoản thương mại điện tử", "E-commerce accounts", 300),
        Counted("digital-shops", "Gian hàng số trên sàn", "Digital shops on platforms", 100),
        Counted("products-listed", "Sản phẩm đưa lên sàn", "Products listed on platforms", 200),
        Counted("health-books", "Sổ sức khỏe điện tử", "Electronic health books", 500),
        Counted("social-insurance-accounts", "Tài khoản VssID", "VssID social insurance accounts", 500),
        Counted("province-app-accounts", "Tài khoản ứng dụng của tỉnh", "Province app accounts", 1000),
        Counted(
            "digital-skills-confirmed",
            "Người được xác nhận phổ cập kỹ năng số",
            "Adults confirmed in digital skills",
            500
        ),
        Counted("digital-signatures", "Chữ ký số cá nhân", "Personal digital signatures", 300),
        Counted("e-receipts", "Biên lai điện tử", "E-receipts", 300),
        Counted("childrens-services", "Dịch vụ công cho trẻ em", "Public services for children", 200),
        Counted("policy-bank-loans", "Hỗ trợ vay vốn Ngân hàng Chính sách xã hội", "Help with policy-bank loans", 200),
        Counted("id-card-help", "Hỗ trợ làm căn cước", "Help with ID cards", 500),
        Named(Channel, "zalo-group", "Nhóm Zalo", "Zalo group"),
        Named(Channel, "zalo-oa", "Trang Zalo OA", "Zalo official account"),
        Named(Channel, "facebook", "Facebook", "Facebook"),
        Named(Channel, "website", "Trang thông tin điện tử", "Website"),
        Named(Channel, "phone-hotline", "Đường dây nóng", "Hotline"),
    ];

    /// <summary>Adds what is missing; may be run any number of times, by several at once.</summary>
    public static async Task SeedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<ActivityDbContext>();
        foreach (var entry in Entries)
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO catalogue_entries (kind, code, version, unit_code, part_of, vi, en, max_count, max_people,
                    max_households, valid_from, recorded_hash, recorded_by, recorded_at)
                VALUES ({entry.Kind}, {entry.Code}, 1, {entry.UnitCode}, {entry.PartOf}, {entry.Vi}, {entry.En},
                    {entry.MaxCount}, {entry.MaxPeople}, {entry.MaxHouseholds}, {entry.ValidFrom}, {entry.RecordedHash},
                    {entry.RecordedBy}, {entry.RecordedAt})
                ON CONFLICT (kind, code) DO NOTHING
                """,
                cancellationToken
            );
    }

    private static CatalogueEntry Named(string kind, string code, string vi, string en, DateOnly? from = null) =>
        Entry(kind, code, null, new CatalogueContent(vi, en, null, null, null, from ?? Start, null));

    private static CatalogueEntry AForm(string code, string vi, string en, int maxPeople, int maxHouseholds) =>
        Entry(Form, code, null, new CatalogueContent(vi, en, null, maxPeople, maxHouseholds, Start, null));

    private static CatalogueEntry Counted(string code, string vi, string en, int maxCount) =>
        Entry(Outcome, code, null, new CatalogueContent(vi, en, maxCount, null, null, Start, null));

    private static CatalogueEntry PartOf(string whole, string code, string vi, string en, int maxCount) =>
        Entry(Outcome, $"{whole}.{code}", whole, new CatalogueContent(vi, en, maxCount, null, null, Start, null));

    private static CatalogueEntry Entry(string kind, string code, string? partOf, CatalogueContent content) =>
        new(
            kind,
            code,
            null,
            ServiceDefaults.Identity.UnitPath.Nation,
            partOf,
            content,
            "migrate",
            DateTimeOffset.UtcNow
        );
}
