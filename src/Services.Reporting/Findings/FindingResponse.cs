using CongNgheSo.ServiceDefaults.Tables;
using CongNgheSo.Services.Reporting.ReportDocuments;

namespace CongNgheSo.Services.Reporting.Findings;

/// <summary>A figure that somebody should look at.</summary>
/// <param name="Id">Id of the finding: the same as long as kind, unit, subject and period are.</param>
/// <param name="Version">Grows by one with each change. Also the ETag.</param>
/// <param name="Kind">"outlier", "jump", "rule", "look-alike" or "silent".</param>
/// <param name="UnitCode">Code of the unit.</param>
/// <param name="UnitName">Its name with the type.</param>
/// <param name="Level">1 province, 2 district, 3 commune, 4 village.</param>
/// <param name="Indicator">Code of the indicator; null where it concerns none in particular.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Reason">Why, in the reader's language.</param>
/// <param name="Figures">What the reason is built from, by name.</param>
/// <param name="Units">Codes of the units below that are concerned.</param>
/// <param name="State">"open", "dismissed" or "resolved" (the figures no longer show it).</param>
/// <param name="Assignee">Code of the unit that is to look at it; null where none is.</param>
/// <param name="Note">Why it was dismissed last; null where it never was.</param>
/// <param name="FoundAt">When it was found first (UTC).</param>
/// <param name="ChangedAt">When it changed last (UTC).</param>
public sealed record FindingResponse(
    Guid Id,
    int Version,
    string Kind,
    string UnitCode,
    string UnitName,
    int Level,
    string? Indicator,
    DateOnly From,
    DateOnly To,
    string Reason,
    IReadOnlyDictionary<string, decimal> Figures,
    IReadOnlyList<string> Units,
    string State,
    string? Assignee,
    string? Note,
    DateTimeOffset FoundAt,
    DateTimeOffset ChangedAt
)
{
    internal static FindingResponse Of(
        Finding finding,
        IReadOnlyDictionary<string, FindingRule> rules,
        IndicatorWords words
    ) =>
        new(
            finding.Id,
            finding.Version,
            finding.Kind,
            finding.UnitCode,
            finding.UnitName,
            finding.Level,
            finding.Indicator,
            finding.From,
            finding.To,
            FindingReasons.Of(finding, rules, words),
            finding.Figures,
            finding.Units,
            finding.State,
            finding.Assignee,
            finding.Note,
            finding.FoundAt,
            finding.ChangedAt
        );
}

internal static class FindingExport
{
    private static readonly Dictionary<string, string> Kinds = new()
    {
        [FindingKinds.Outlier] = "Khác thường",
        [FindingKinds.Jump] = "Tăng giảm đột ngột",
        [FindingKinds.Rule] = "Trái quan hệ giữa các chỉ tiêu",
        [FindingKinds.LookAlike] = "Giống nhau",
        [FindingKinds.Silent] = "Im lặng lâu",
    };

    private static readonly Dictionary<string, string> States = new()
    {
        [Finding.Open] = "Chưa xử lý",
        [Finding.Dismissed] = "Đã bỏ qua",
        [Finding.Resolved] = "Đã hết",
    };

    public static readonly ExportColumn<FindingResponse>[] Columns =
    [
        new("Loại", "Kind", finding => Kinds.Named(finding.Kind)),
        new("Mã đơn vị", "Unit code", finding => finding.UnitCode),
        new("Đơn vị", "Unit", finding => finding.UnitName),
        new("Chỉ số", "Indicator", finding => finding.Indicator),
        new("Từ ngày", "From", finding => finding.From),
        new("Đến ngày", "To", finding => finding.To),
        new("Lý do", "Reason", finding => finding.Reason),
        new("Trạng thái", "State", finding => States.Named(finding.State)),
        new("Đơn vị xem xét", "Assigned to", finding => finding.Assignee),
        new("Ghi chú", "Note", finding => finding.Note),
    ];
}
