using CongNgheSo.Contracts;

namespace CongNgheSo.Services.Reporting.ReportDocuments;

/// <summary>What an indicator is called in an official document, and what it is counted in.</summary>
internal sealed record IndicatorWord(string Name, string Measure);

/// <summary>The names of the figures of reports; a code that is not here stands for itself.</summary>
internal static class IndicatorWords
{
    private static readonly Dictionary<string, IndicatorWord> Known = new()
    {
        [IndicatorCodes.Teams] = new("Tổ công nghệ số cộng đồng", "tổ"),
        [IndicatorCodes.Members] = new("Thành viên tổ", "người"),
        [IndicatorCodes.MembersTrained] = new("Thành viên đã được tập huấn (không trùng)", "người"),
        [IndicatorCodes.Attendances] = new("Lượt thành viên dự tập huấn", "lượt người"),
        [IndicatorCodes.Activities] = new("Hoạt động hướng dẫn, tuyên truyền", "hoạt động"),
        [IndicatorCodes.PeopleGuided] = new("Lượt người dân được hướng dẫn", "lượt người"),
        [$"{IndicatorCodes.PeopleGuided}.public-services"] = new("Dịch vụ công trực tuyến", "lượt người"),
        [$"{IndicatorCodes.PeopleGuided}.online-shopping"] = new("Mua sắm trực tuyến", "lượt người"),
        [$"{IndicatorCodes.PeopleGuided}.online-payment"] = new("Thanh toán trực tuyến", "lượt người"),
        [$"{IndicatorCodes.PeopleGuided}.online-safety"] = new("Tự bảo vệ trên không gian mạng", "lượt người"),
        [$"{IndicatorCodes.PeopleGuided}.local-platforms"] = new("Nền tảng số khác của địa phương", "lượt người"),
        [IndicatorCodes.Households] = new("Hộ gia đình được tiếp cận", "hộ"),
        [IndicatorCodes.Obstacles] = new("Khó khăn, vướng mắc được phản ánh", "vướng mắc"),
        [IndicatorCodes.ObstaclesAnswered] = new("Khó khăn, vướng mắc được giải đáp", "vướng mắc"),
        ["vneid-level2-issued"] = new("Tài khoản VNeID mức 2 được cấp", "tài khoản"),
        ["vneid-level2-activated"] = new("Tài khoản VNeID mức 2 được kích hoạt", "tài khoản"),
        ["public-service-accounts"] = new("Tài khoản Cổng dịch vụ công", "tài khoản"),
        ["dossiers-online"] = new("Hồ sơ nộp trực tuyến được hỗ trợ", "hồ sơ"),
        ["dossiers-by-post"] = new("Hồ sơ nộp qua bưu chính", "hồ sơ"),
        ["dossiers-in-person"] = new("Hồ sơ nộp trực tiếp", "hồ sơ"),
        ["payment-accounts"] = new("Tài khoản thanh toán điện tử", "tài khoản"),
        ["e-wallets"] = new("Ví điện tử", "ví"),
        ["merchant-qr-codes"] = new("Mã QR của cửa hàng", "mã"),
        ["ecommerce-accounts"] = new("Tài khoản thương mại điện tử", "tài khoản"),
        ["digital-shops"] = new("Gian hàng số trên sàn thương mại điện tử", "gian hàng"),
        ["products-listed"] = new("Sản phẩm đưa lên sàn", "sản phẩm"),
        ["health-books"] = new("Sổ sức khỏe điện tử", "tài khoản"),
        ["social-insurance-accounts"] = new("Tài khoản VssID", "tài khoản"),
        ["province-app-accounts"] = new("Tài khoản ứng dụng của tỉnh", "tài khoản"),
        ["digital-skills-confirmed"] = new("Người được xác nhận phổ cập kỹ năng số", "người"),
        ["digital-signatures"] = new("Chữ ký số cá nhân được cấp", "chữ ký số"),
        ["e-receipts"] = new("Biên lai điện tử", "biên lai"),
    };

    public static IndicatorWord Of(string code) => Known.GetValueOrDefault(code) ?? new IndicatorWord(code, "");
}
