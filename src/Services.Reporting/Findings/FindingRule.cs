using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Reporting.Findings;

/// <summary>Of a unit and month, one indicator is never more than another, where both were counted.</summary>
public sealed class FindingRule
{
    private FindingRule() { }

    internal FindingRule(string code, string smaller, string larger, string vi, string en) =>
        (Code, Smaller, Larger, Vi, En) = (code, smaller, larger, vi, en);

    public string Code { get; private set; } = "";

    public string Smaller { get; private set; } = "";

    public string Larger { get; private set; } = "";

    /// <summary>What is wrong where it is broken, in Vietnamese.</summary>
    public string Vi { get; private set; } = "";

    public string En { get; private set; } = "";

    /// <summary>False where it is no longer looked for.</summary>
    public bool IsActive { get; private set; } = true;
}

internal sealed class FindingRuleTable : IEntityTypeConfiguration<FindingRule>
{
    public void Configure(EntityTypeBuilder<FindingRule> builder)
    {
        builder.ToTable("FindingRules");
        builder.HasKey(rule => rule.Code);
    }
}

/// <summary>The rules that are there from the start; the ministry adds and changes them.</summary>
internal static class StandardRules
{
    private static IEnumerable<FindingRule> All =>
        [
            new(
                "activated-issued",
                "vneid-level2-activated",
                "vneid-level2-issued",
                "Số tài khoản VNeID mức 2 được kích hoạt lớn hơn số được cấp",
                "More VNeID level-2 accounts were activated than issued"
            ),
            new(
                "households-people",
                "households",
                "people-guided",
                "Số hộ được tiếp cận lớn hơn số lượt người được hướng dẫn",
                "More households were reached than people guided"
            ),
            new(
                "full-dossiers",
                "dossiers-online.full",
                "dossiers-online",
                "Số hồ sơ toàn trình lớn hơn tổng số hồ sơ nộp trực tuyến",
                "More dossiers of full services than dossiers filed online"
            ),
            new(
                "national-accounts",
                "public-service-accounts.national",
                "public-service-accounts",
                "Số tài khoản Cổng dịch vụ công quốc gia lớn hơn tổng số tài khoản dịch vụ công",
                "More accounts of the national portal than public-service accounts"
            ),
        ];

    /// <summary>Writes those that are not there; what the ministry made of the others stays.</summary>
    public static async Task SeedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<ReportingDbContext>();
        var known = await db.FindingRules.Select(rule => rule.Code).ToListAsync(cancellationToken);
        db.FindingRules.AddRange(All.Where(rule => !known.Contains(rule.Code)));
        await db.SaveChangesAsync(cancellationToken);
    }
}
