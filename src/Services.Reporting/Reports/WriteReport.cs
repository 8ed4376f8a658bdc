using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Text;
using CongNgheSo.Services.Reporting.ReportDefinitions;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.Reports;

/// <summary>A figure of the unit's own.</summary>
/// <param name="Value">What it reports, 0 to 1,000,000,000,000.</param>
/// <param name="Reason">Why it differs from what was counted, up to 1000 characters.</param>
public sealed record ManualFigureRequest(long? Value, string? Reason);

/// <summary>All that the unit writes itself; what is left out is taken away.</summary>
/// <param name="Sections">Text by section code, up to 20,000 characters each.</param>
/// <param name="Manual">Figures of its own by indicator code, each with its reason.</param>
public sealed record WriteReportRequest(
    IReadOnlyDictionary<string, string>? Sections,
    IReadOnlyDictionary<string, ManualFigureRequest>? Manual
);

public sealed class WriteReportRules : AbstractValidator<WriteReportRequest>
{
    private const int LongestText = 20_000;
    private const long MostOfAll = 1_000_000_000_000;
    private const int LongestReason = 1_000;
    private const int LongestCode = 128;

    public WriteReportRules()
    {
        RuleForEach(request => request.Sections)
            .OverrideIndexer((_, _, section, _) => section.Key.Length <= LongestCode ? $".{section.Key}" : "")
            .Must(section => section.Value is { Length: <= LongestText })
            .WithProblem(ReportProblems.TextTooLong, LongestText)
            .OverridePropertyName("sections");
        RuleForEach(request => request.Manual)
            .OverrideIndexer((_, _, figure, _) => figure.Key.Length <= LongestCode ? $".{figure.Key}" : "")
            .Must(figure =>
                figure.Value is { Value: >= 0 and <= MostOfAll, Reason.Length: <= LongestReason } own
                && !string.IsNullOrWhiteSpace(own.Reason)
            )
            .WithProblem(ReportProblems.ManualInvalid, MostOfAll, LongestReason)
            .OverridePropertyName("manual");
    }
}

public static class WriteReport
{
    /// <summary>Writes in a report that is a draft, or was returned.</summary>
    /// <remarks>If-Match names the version being changed; sending the same again answers as before.</remarks>
    public static Task<Results<Ok<ReportResponse>, ProblemHttpResult>> Handle(
        Guid id,
        WriteReportRequest request,
        HttpContext http,
        ReportChange change,
        CancellationToken cancellationToken
    )
    {
        var body = ToBody(request);
        return change.ApplyAsync(
            id,
            http,
            asReceiver: false,
            isDone: report => report.IsOpen && ContentHash.Of(report.Body) == ContentHash.Of(body),
            step: (found, _) =>
                Task.FromResult<(string?, string?, ProblemHttpResult?)>((null, null, Write(found, body))),
            cancellationToken
        );
    }

    private static ProblemHttpResult? Write(ReportInPeriod found, ReportBody body)
    {
        var content = found.Period.Content;
        if (!found.Report.IsOpen)
            return ReportProblems.NotOpen.Result();
        if (body.Sections.Keys.FirstOrDefault(code => !Knows(content, code)) is { } section)
            return ReportProblems.SectionUnknown.Result(section);
        if (body.Manual.Keys.FirstOrDefault(code => !content.Indicators.Contains(code)) is { } indicator)
            return ReportProblems.IndicatorUnknown.Result(indicator);
        found.Report.Write(body);
        return null;
    }

    private static bool Knows(DefinitionContent content, string code) =>
        Array.Exists(content.Sections, section => section.Code == code);

    private static ReportBody ToBody(WriteReportRequest request) =>
        new(
            new SortedDictionary<string, string>(
                (request.Sections ?? new Dictionary<string, string>())
                    .Where(section => !string.IsNullOrWhiteSpace(section.Value))
                    .ToDictionary(section => section.Key, section => StoredText.CleanLines(section.Value)),
                StringComparer.Ordinal
            ),
            new SortedDictionary<string, ManualFigure>(
                (request.Manual ?? new Dictionary<string, ManualFigureRequest>()).ToDictionary(
                    figure => figure.Key,
                    figure => new ManualFigure(figure.Value.Value!.Value, StoredText.CleanLines(figure.Value.Reason!))
                ),
                StringComparer.Ordinal
            )
        );
}
