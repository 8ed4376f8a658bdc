using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Reporting.Indicators;

namespace CongNgheSo.Services.Reporting.ReportDocuments;

/// <summary>What an indicator is called, and what it is counted in.</summary>
internal sealed record IndicatorWord(string Name, string Measure);

/// <summary>The names of indicators on a day; a code that nobody defined stands for itself.</summary>
internal sealed class IndicatorWords(IReadOnlyDictionary<string, Indicator> indicators)
{
    public static async Task<IndicatorWords> ReadAsync(ReportingDbContext db, CancellationToken cancellationToken) =>
        new(await db.ReadIndicatorsAsync(cancellationToken));

    /// <summary>In Vietnamese, as official documents are.</summary>
    public IndicatorWord Of(string code, DateOnly day) =>
        indicators.GetValueOrDefault(code)?.On(day) is { } edition
            ? new IndicatorWord(edition.Vi, edition.MeasureVi)
            : new IndicatorWord(code, "");

    /// <summary>The name in the reader's language.</summary>
    public string NameOf(string code, DateOnly day) =>
        (BilingualError.WantsEnglish ? indicators.GetValueOrDefault(code)?.On(day)?.En : Of(code, day).Name) ?? code;
}
