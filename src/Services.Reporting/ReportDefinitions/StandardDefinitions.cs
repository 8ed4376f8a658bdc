using CongNgheSo.Contracts;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.ReportDefinitions;

/// <summary>
/// The reports that are there from the start: those of NĐ 09/2019/NĐ-CP by month, quarter, half-year and year, and the
/// sector's monthly one. They are data like any other: the ministry changes them as the texts change.
/// </summary>
internal static class StandardDefinitions
{
    /// <summary>From the 15th of the month before to the 14th; provinces report by the 25th.</summary>
    private static readonly CutOff OfDecree09 = new(MonthsBefore: 1, Day: 15);

    private static readonly CutOff CalendarMonths = new(MonthsBefore: 0, Day: 1);

    private static readonly string[] Indicators =
    [
        IndicatorCodes.Teams,
        IndicatorCodes.Members,
        IndicatorCodes.MembersTrained,
        IndicatorCodes.Attendances,
        IndicatorCodes.Activities,
        IndicatorCodes.PeopleGuided,
        $"{IndicatorCodes.PeopleGuided}.public-services",
        $"{IndicatorCodes.PeopleGuided}.online-shopping",
        $"{IndicatorCodes.PeopleGuided}.online-payment",
        $"{IndicatorCodes.PeopleGuided}.online-safety",
        $"{IndicatorCodes.PeopleGuided}.local-platforms",
        IndicatorCodes.Households,
        "vneid-level2-activated",
        "public-service-accounts",
        "dossiers-online",
        "payment-accounts",
        "merchant-qr-codes",
        "ecommerce-accounts",
        "digital-shops",
        "products-listed",
        "province-app-accounts",
        "digital-signatures",
    ];

    private static readonly ReportSection[] Sections =
    [
        new("results", "Kết quả nổi bật trong kỳ", "Results of the period", false),
        new("difficulties", "Khó khăn, vướng mắc và nguyên nhân", "Difficulties and their causes", true),
        new("good-practices", "Mô hình, cách làm hay", "Good practices", false),
        new("proposals", "Đề xuất, kiến nghị", "Proposals", false),
        new("next-period", "Phương hướng, nhiệm vụ kỳ tới", "Direction of the next period", true),
    ];

    private static readonly LevelDeadline[] ThreeLevels = [new(3, 4), new(2, 7), new(1, 11)];

    private static readonly LevelDeadline[] FourLevels = [new(4, 4), new(3, 7), new(2, 10), new(1, 15)];

    private static IEnumerable<(string Code, DefinitionContent Content)> All =>
        [
            ("nd09-month", Decree("month", "Báo cáo tháng", "Monthly report")),
            ("nd09-quarter", Decree("quarter", "Báo cáo quý", "Quarterly report")),
            ("nd09-half-year", Decree("half-year", "Báo cáo 6 tháng", "Half-yearly report")),
            ("nd09-year", Decree("year", "Báo cáo năm", "Annual report")),
            (
                "sector-month",
                Content("month", CalendarMonths, FourLevels, "Báo cáo tháng của ngành", "The sector's monthly report")
            ),
        ];

    /// <summary>Writes those that are not there; what the ministry made of the others stays.</summary>
    public static async Task SeedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<ReportingDbContext>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var known = await db.ReportDefinitions.Select(definition => definition.Code).ToListAsync(cancellationToken);
        var nation = new UnitAt(0, UnitPath.Nation, 0, "", UnitPath.Nation, 0);
        foreach (var (code, content) in All.Where(standard => !known.Contains(standard.Code)))
            db.ReportDefinitions.Add(
                new ReportDefinition(StableId.From($"report-definition\n{code}"), code, nation, content, "", now)
            );
        await db.SaveChangesAsync(cancellationToken);
    }

    private static DefinitionContent Decree(string periodType, string vi, string en) =>
        Content(periodType, OfDecree09, ThreeLevels, $"{vi} (NĐ 09/2019/NĐ-CP)", $"{en} (NĐ 09/2019/NĐ-CP)");

    private static DefinitionContent Content(
        string periodType,
        CutOff cutOff,
        LevelDeadline[] deadlines,
        string vi,
        string en
    ) =>
        new(
            vi,
            en,
            periodType,
            cutOff,
            OpensAfterDays: 1,
            deadlines,
            ReminderDays: [-2, 0, 1, 3],
            Indicators,
            Sections,
            ValidFrom: new DateOnly(2021, 12, 1),
            ValidTo: null
        );
}
