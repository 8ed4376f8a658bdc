using System.Text.Json;
using CongNgheSo.Contracts;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Indicators;

/// <summary>
/// The nation's indicators as the platform brings them. A code that is there already is left as it is, whatever the ministry
/// has made of it since: add indicators here, never change one.
/// </summary>
public static partial class IndicatorSeeds
{
    private const string Organisation = "organisation";
    private const string Training = "training";
    private const string Guidance = "guidance";
    private const string Results = "results";
    private const string Targets = "targets";
    private const string Words = "words";

    private static readonly DateOnly Start = new(2022, 1, 1);

    private static readonly (string Vi, string En) People = ("người", "people");
    private static readonly (string Vi, string En) Times = ("lượt người", "attendances");
    private static readonly (string Vi, string En) Accounts = ("tài khoản", "accounts");
    private static readonly (string Vi, string En) Dossiers = ("hồ sơ", "dossiers");
    private static readonly (string Vi, string En) Cases = ("trường hợp", "cases");
    private static readonly (string Vi, string En) InWords = ("văn bản", "text");

    public static IReadOnlyList<Indicator> Indicators { get; } =
    [
        Once(IndicatorCodes.Teams, Organisation, "Số tổ công nghệ số cộng đồng", "Teams", ("tổ", "teams")),
        Once(IndicatorCodes.Members, Organisation, "Số thành viên tổ", "Members", People),
        Share(
            "members-per-team",
            Organisation,
            "Số thành viên bình quân một tổ",
            "Members a team",
            [IndicatorCodes.Members],
            [IndicatorCodes.Teams],
            ("người/tổ", "people a team"),
            scale: 1,
            decimals: 2
        ),
        Count(IndicatorCodes.Attendances, Training, "Lượt thành viên được tập huấn", "Attendances at training", Times),
        Once(
            IndicatorCodes.MembersTrained,
            Training,
            "Số thành viên đã được tập huấn (không trùng)",
            "Members trained, each once",
            People
        ),
        Share(
            "members-trained-rate",
            Training,
            "Tỷ lệ thành viên đã được tập huấn",
            "Share of members trained",
            [IndicatorCodes.MembersTrained],
            [IndicatorCodes.Members]
        ),
        Count(IndicatorCodes.Activities, Guidance, "Số buổi, hoạt động", "Activities", ("hoạt động", "activities")),
        Count(IndicatorCodes.PeopleGuided, Guidance, "Lượt người dân được hướng dẫn", "People guided", Times),
        Count("people-guided.public-services", Guidance, "Dịch vụ công trực tuyến", "Online public services", Times),
        Count("people-guided.online-shopping", Guidance, "Mua sắm trực tuyến", "Online shopping", Times),
        Count("people-guided.online-payment", Guidance, "Thanh toán trực tuyến", "Online payment", Times),
        Count("people-guided.online-safety", Guidance, "Tự bảo vệ trên không gian mạng", "Safety online", Times),
        Count("people-guided.local-platforms", Guidance, "Nền tảng số khác của địa phương", "Local platforms", Times),
        Sum(
            "people-guided-skills",
            Guidance,
            "Lượt người được hướng dẫn năm kỹ năng số",
            "People guided in the five skills",
            Times,
            "people-guided.public-services",
            "people-guided.online-shopping",
            "people-guided.online-payment",
            "people-guided.online-safety",
            "people-guided.local-platforms"
        ),
        Share(
            "people-guided-per-team",
            Guidance,
            "Lượt người được hướng dẫn bình quân một tổ",
            "People guided a team",
            [IndicatorCodes.PeopleGuided],
            [IndicatorCodes.Teams],
            ("lượt người/tổ", "people a team"),
            scale: 1
        ),
        Count(
            IndicatorCodes.Households,
            Guidance,
            "Số hộ gia đình được tiếp cận",
            "Households reached",
            ("lượt hộ", "households")
        ),
        Count(
            "vneid-level2-issued",
            Results,
            "Tài khoản VNeID mức 2 được cấp",
            "VNeID level-2 accounts issued",
            Accounts
        ),
        Count(
            "vneid-level2-activated",
            Results,
            "Tài khoản VNeID mức 2 được kích hoạt",
            "VNeID level-2 accounts activated",
            Accounts
        ),
        Share(
            "vneid-activation-rate",
            Results,
            "Tỷ lệ kích hoạt tài khoản VNeID mức 2",
            "Share of VNeID level-2 accounts activated",
            ["vneid-level2-activated"],
            ["vneid-level2-issued"]
        ),
        Count(
            "public-service-accounts",
            Results,
            "Tài khoản Cổng dịch vụ công",
            "Public-service portal accounts",
            Accounts
        ),
        Count("dossiers-online", Results, "Hồ sơ nộp trực tuyến", "Dossiers filed online", Dossiers),
        Count("dossiers-by-post", Results, "Hồ sơ nộp qua bưu chính", "Dossiers filed by post", Dossiers),
        Count("dossiers-in-person", Results, "Hồ sơ nộp trực tiếp", "Dossiers filed in person", Dossiers),
        Share(
            "dossiers-online-rate",
            Results,
            "Tỷ lệ hồ sơ nộp trực tuyến",
            "Share of dossiers filed online",
            ["dossiers-online"],
            ["dossiers-online", "dossiers-by-post", "dossiers-in-person"]
        ),
        Count("payment-accounts", Results, "Tài khoản thanh toán điện tử", "Payment accounts", Accounts),
        Count("e-wallets", Results, "Ví điện tử", "E-wallets", Accounts),
        Count("merchant-qr-codes", Results, "Mã QR của cửa hàng", "Merchant QR codes", ("mã", "codes")),
        Count("ecommerce-accounts", Results, "Tài khoản thương mại điện tử", "E-commerce accounts", Accounts),
        Count("digital-shops", Results, "Gian hàng số trên sàn", "Digital shops on platforms", ("gian hàng", "shops")),
        Count("products-listed", Results, "Sản phẩm đưa lên sàn", "Products listed", ("sản phẩm", "products")),
        Count("province-app-accounts", Results, "Tài khoản ứng dụng của tỉnh", "Province app accounts", Accounts),
        Count("health-books", Results, "Sổ sức khỏe điện tử", "Electronic health books", Accounts),
        Count("social-insurance-accounts", Results, "Tài khoản VssID", "VssID accounts", Accounts),
        Count(
            "digital-skills-confirmed",
            Results,
            "Người được xác nhận phổ cập kỹ năng số",
            "Adults confirmed in digital skills",
            People
        ),
        Share(
            "digital-skills-rate",
            Targets,
            "Tỷ lệ người từ 15 tuổi được xác nhận phổ cập kỹ năng số",
            "Share of residents aged 15 or more confirmed in digital skills",
            ["digital-skills-confirmed"],
            [$"{IndicatorTerms.FigurePrefix}{ReferenceFigures.ResidentsAgedFifteenOrMore}"]
        ),
        Share(
            "province-app-rate",
            Targets,
            "Tỷ lệ người từ 15 tuổi cài ứng dụng của tỉnh",
            "Share of residents aged 15 or more with the province's app",
            ["province-app-accounts"],
            [$"{IndicatorTerms.FigurePrefix}{ReferenceFigures.ResidentsAgedFifteenOrMore}"]
        ),
        Count(
            "digital-signatures",
            Results,
            "Chữ ký số cá nhân được cấp",
            "Personal digital signatures",
            ("chữ ký số", "signatures")
        ),
        Count(IndicatorCodes.Obstacles, Results, "Khó khăn, vướng mắc được nêu", "Obstacles raised", Cases),
        Count(IndicatorCodes.ObstaclesAnswered, Results, "Khó khăn, vướng mắc đã trả lời", "Obstacles answered", Cases),
        Told("difficulties", "Khó khăn, vướng mắc và nguyên nhân", "Difficulties and their causes"),
        Told("good-practices", "Mô hình, cách làm hay", "Good practices"),
        Told("proposals", "Đề xuất, kiến nghị", "Proposals"),
        Told("next-period", "Phương hướng, nhiệm vụ kỳ tới", "Direction of the next period"),
    ];

    /// <summary>Adds what is missing; may be run any number of times, by several at once.</summary>
    public static async Task SeedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<ReportingDbContext>();
        foreach (var indicator in Indicators)
        {
            var editions = JsonSerializer.Serialize(indicator.Editions, JsonSerializerOptions.Web);
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO indicators (code, version, kind, unit_code, editions, recorded_hash, recorded_by, recorded_at)
                VALUES ({indicator.Code}, 1, {indicator.Kind}, {indicator.UnitCode}, {editions}::jsonb,
                    {indicator.RecordedHash}, {indicator.RecordedBy}, {indicator.RecordedAt})
                ON CONFLICT (code) DO NOTHING
                """,
                cancellationToken
            );
        }
    }
}
