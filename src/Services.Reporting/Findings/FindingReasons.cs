using CongNgheSo.ServiceDefaults.Documents;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Reporting.ReportDocuments;

namespace CongNgheSo.Services.Reporting.Findings;

/// <summary>Why something was found, in the reader's language.</summary>
internal static class FindingReasons
{
    public static string Of(Finding finding, IReadOnlyDictionary<string, FindingRule> rules, IndicatorWords words)
    {
        var en = BilingualError.WantsEnglish;
        var indicator = finding.Indicator is { } code ? words.NameOf(code, finding.To) : "";
        return finding.Kind switch
        {
            FindingKinds.Outlier => en
                ? $"{indicator}: {Number("value")} while the middle of {Number("peers")} units of the level is {Number("median")} (modified z-score {Number("score")})."
                : $"{indicator}: {Number("value")}, trong khi mức giữa của {Number("peers")} đơn vị cùng cấp là {Number("median")} (điểm z hiệu chỉnh {Number("score")}).",
            FindingKinds.Jump => en
                ? $"{indicator}: {Number("value")}, after {Number("before")} in the month before."
                : $"{indicator}: {Number("value")}, tháng trước là {Number("before")}.",
            FindingKinds.Rule => $"{Rule()}: {Number("value")} > {Number("limit")}.",
            FindingKinds.LookAlike => en
                ? $"{Number("records")} activities of one day have the same figures ({Number("people")} people): {Units()}."
                : $"{Number("records")} hoạt động cùng ngày có số liệu giống hệt nhau ({Number("people")} người): {Units()}.",
            FindingKinds.Silent => en
                ? $"No activity since {finding.From:yyyy-MM-dd}; usually one every {Number("usual-pause")} days."
                : $"Không có hoạt động nào từ sau ngày {finding.From.Written()}; thường cách {Number("usual-pause")} ngày có một hoạt động.",
            _ => throw new InvalidOperationException($"A finding of the kind {finding.Kind} has no reason."),
        };

        string Number(string name)
        {
            var value = finding.Figures.GetValueOrDefault(name);
            var written = value == Math.Truncate(value) ? ((long)value).Written() : value.Written();
            return en
                ? string.Concat(
                    written.Select(letter =>
                        letter == '.' ? ','
                        : letter == ',' ? '.'
                        : letter
                    )
                )
                : written;
        }

        string Rule() =>
            !rules.TryGetValue(finding.Subject, out var rule) ? finding.Subject
            : en ? rule.En
            : rule.Vi;

        string Units() => string.Join(", ", finding.Units);
    }
}
