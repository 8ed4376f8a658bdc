using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Reporting.ReportDefinitions;

namespace CongNgheSo.Services.Reporting.Reports;

/// <summary>A report in a list.</summary>
/// <param name="Id">Id of the report.</param>
/// <param name="Version">Grows by one with each change. Also the ETag.</param>
/// <param name="Definition">Code of the report's definition.</param>
/// <param name="Period">Name of the period ("2026-07").</param>
/// <param name="From">First day of the data (Vietnam time).</param>
/// <param name="To">Last day of the data.</param>
/// <param name="UnitCode">Code of the unit on the last day of the data.</param>
/// <param name="UnitName">Name of the unit with its type.</param>
/// <param name="Level">1 province, 2 district, 3 commune, 4 village.</param>
/// <param name="SubmitsTo">Code of the unit that judges it.</param>
/// <param name="DueOn">The last day on which it is in time.</param>
/// <param name="State">"draft", "submitted", "returned" or "accepted".</param>
/// <param name="StateName">The same in the reader's language.</param>
/// <param name="Revision">How often it was reopened after it had been accepted.</param>
/// <param name="SubmittedAt">When it was submitted last (UTC); null where it never was.</param>
/// <param name="AcceptedAt">When it was accepted (UTC); null where it is not.</param>
public sealed record ReportSummary(
    Guid Id,
    int Version,
    string Definition,
    string Period,
    DateOnly From,
    DateOnly To,
    string UnitCode,
    string UnitName,
    int Level,
    string SubmitsTo,
    DateOnly DueOn,
    string State,
    string StateName,
    int Revision,
    DateTimeOffset? SubmittedAt,
    DateTimeOffset? AcceptedAt
)
{
    internal static ReportSummary Of(Report report, ReportPeriod period) =>
        new(
            report.Id,
            report.Version,
            period.Code,
            period.Key,
            period.From,
            period.To,
            report.UnitCode,
            report.UnitName,
            report.Level,
            report.ReceiverPath.Split('/')[^1],
            report.DueOn,
            report.State,
            ReportStates.NameOf(report.State),
            report.Revision,
            report.SubmittedAt,
            report.AcceptedAt
        );
}

/// <summary>A report with what is in it.</summary>
/// <param name="Report">What it is, and where it stands.</param>
/// <param name="Figures">Its figures, in the order of the definition.</param>
/// <param name="Sections">Its parts in words, in the order of the definition.</param>
/// <param name="Missing">The units that submit to this one and have not: by now, or when it was submitted.</param>
/// <param name="Units">What the units that submit to this one have reported: by now, or when it was submitted.</param>
/// <param name="Plan">The targets that hold on the last day of the period, with what was counted by then.</param>
/// <param name="Remarks">What the receiver said when returning or reopening it.</param>
public sealed record ReportResponse(
    ReportSummary Report,
    IReadOnlyList<ReportFigure> Figures,
    IReadOnlyList<ReportText> Sections,
    IReadOnlyList<MissingUnit> Missing,
    IReadOnlyList<ReportedUnit> Units,
    IReadOnlyList<PlannedFigure> Plan,
    string? Remarks
)
{
    internal static ReportResponse Of(Report report, ReportPeriod period, ReportCopy copy) =>
        new(
            ReportSummary.Of(report, period),
            [
                .. period.Content.Indicators.Select(code => new ReportFigure(
                    code,
                    copy.Counted.GetValueOrDefault(code),
                    copy.Reported(code),
                    copy.Before is null ? null : copy.Before.GetValueOrDefault(code),
                    copy.Body.Manual.GetValueOrDefault(code)?.Reason
                )),
            ],
            [
                .. period.Content.Sections.Select(section => new ReportText(
                    section.Code,
                    BilingualError.WantsEnglish ? section.En : section.Vi,
                    section.Required,
                    copy.Body.Sections.GetValueOrDefault(section.Code)
                )),
            ],
            copy.Missing,
            copy.Units ?? [],
            copy.Plan ?? [],
            report.Remarks
        );
}

/// <summary>A figure of a report.</summary>
/// <param name="Indicator">Code of the indicator.</param>
/// <param name="Counted">What the platform counted: by now, or when it was submitted.</param>
/// <param name="Reported">What is reported: the unit's own figure where it gave one.</param>
/// <param name="Before">What was reported on the period before; null where nothing was.</param>
/// <param name="Reason">Why it differs; null where it is the counted one.</param>
public sealed record ReportFigure(string Indicator, long Counted, long Reported, long? Before, string? Reason);

/// <summary>A part of a report in words.</summary>
/// <param name="Code">Code of the section.</param>
/// <param name="Heading">Its heading in the reader's language.</param>
/// <param name="Required">True where the report cannot be submitted without it.</param>
/// <param name="Text">What the unit wrote; null where it wrote nothing.</param>
public sealed record ReportText(string Code, string Heading, bool Required, string? Text);

/// <summary>What the states are called.</summary>
internal static class ReportStates
{
    public static string NameOf(string state) =>
        (state, BilingualError.WantsEnglish) switch
        {
            (Report.Draft, true) => "Draft",
            (Report.Draft, false) => "Đang soạn",
            (Report.Submitted, true) => "Submitted",
            (Report.Submitted, false) => "Đã gửi",
            (Report.Returned, true) => "Returned",
            (Report.Returned, false) => "Bị trả lại",
            (Report.Accepted, true) => "Accepted",
            _ => "Đã duyệt",
        };
}
