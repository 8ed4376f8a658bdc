using CongNgheSo.Contracts;
using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Reporting.Indicators;

/// <param name="Code">Code of the indicator, as in the figures of a rollup.</param>
/// <param name="Kind">
/// "additive": units and days add up; "distinct": each person or team once, exactly, at every level and on every day;
/// "ratio": a sum by a sum; "text": told in words.
/// </param>
/// <param name="Accumulation">"flow": summed over a period; "stock": read at its end; null of a ratio or text.</param>
/// <param name="Unit">Whose it is: "VN" or a province's code. Null where it is counted, but not defined.</param>
/// <param name="Name">Name in the reader's language; the code where it is not defined.</param>
/// <param name="Measure">What it is counted in, in the reader's language.</param>
/// <param name="Group">What it is listed under.</param>
/// <param name="Numerator">Of what is worked out: the terms that are added up.</param>
/// <param name="Denominator">Of a ratio: the terms whose sum divides.</param>
/// <param name="Scale">Of a ratio: what it is multiplied by.</param>
/// <param name="Decimals">Of a ratio: decimal places.</param>
/// <param name="Breakdowns">How it can be broken down: indicators of rollups that begin with its code.</param>
public sealed record IndicatorResponse(
    string Code,
    string Kind,
    string? Accumulation,
    string? Unit,
    string Name,
    string? Measure,
    string? Group,
    IReadOnlyList<string> Numerator,
    IReadOnlyList<string> Denominator,
    int? Scale,
    int? Decimals,
    IReadOnlyList<IndicatorBreakdown> Breakdowns
)
{
    internal static IndicatorResponse Of(string code, Indicator? indicator, IndicatorEdition? edition)
    {
        var isRatio = indicator?.Kind == IndicatorKinds.Ratio;
        return new(
            code,
            indicator?.Kind ?? (IndicatorCodes.IsStock(code) ? IndicatorKinds.Distinct : IndicatorKinds.Additive),
            IndicatorCatalogue.AccumulationOf(code, indicator),
            indicator?.UnitCode,
            (BilingualError.WantsEnglish ? edition?.En : edition?.Vi) ?? code,
            BilingualError.WantsEnglish ? edition?.MeasureEn : edition?.MeasureVi,
            edition?.Group,
            edition?.Numerator ?? [],
            edition?.Denominator ?? [],
            isRatio ? edition?.Scale : null,
            isRatio ? edition?.Decimals : null,
            [
                .. Facts
                    .Breakdowns.All.Where(each => each.Indicator == code)
                    .Select(each => new IndicatorBreakdown(each.By, $"{each.Prefix}*")),
            ]
        );
    }
}

/// <param name="By">"topic" (skills and pillars), "audience", "form" or "cause".</param>
/// <param name="Indicators">What to ask a rollup for: "people-guided.audience.*".</param>
public sealed record IndicatorBreakdown(string By, string Indicators);

/// <summary>An indicator as it is defined.</summary>
/// <param name="Code">Its code, for good.</param>
/// <param name="Version">1 when defined; each change adds one. Also the ETag.</param>
/// <param name="Kind">"additive", "distinct", "ratio" or "text".</param>
/// <param name="Unit">Whose it is: "VN", or the code that the province had when it defined it.</param>
/// <param name="Editions">What is said of it, oldest first; a figure is judged by the edition of its last day.</param>
public sealed record IndicatorDefinitionResponse(
    string Code,
    int Version,
    string Kind,
    string Unit,
    IReadOnlyList<IndicatorEdition> Editions
)
{
    internal static IndicatorDefinitionResponse Of(Indicator indicator) =>
        new(indicator.Code, indicator.Version, indicator.Kind, indicator.UnitCode, indicator.Editions);
}
