using CongNgheSo.ServiceDefaults.Identity;
using static CongNgheSo.Services.Reporting.Indicators.IndicatorKinds;

namespace CongNgheSo.Services.Reporting.Indicators;

/// <summary>How the lines of <see cref="Indicators"/> are written.</summary>
public static partial class IndicatorSeeds
{
    private static Indicator Count(string code, string group, string vi, string en, (string, string) measure) =>
        Make(code, Additive, group, (vi, en), measure, [], []);

    private static Indicator Once(string code, string group, string vi, string en, (string, string) measure) =>
        Make(code, Distinct, group, (vi, en), measure, [], []);

    private static Indicator Sum(
        string code,
        string group,
        string vi,
        string en,
        (string, string) measure,
        params string[] terms
    ) => Make(code, Additive, group, (vi, en), measure, terms, []);

    private static Indicator Share(
        string code,
        string group,
        string vi,
        string en,
        string[] numerator,
        string[] denominator,
        (string, string)? measure = null,
        int scale = 100,
        int decimals = 1
    ) => Make(code, Ratio, group, (vi, en), measure ?? ("%", "%"), numerator, denominator, scale, decimals);

    private static Indicator Told(string code, string vi, string en) =>
        Make(code, Text, Words, (vi, en), InWords, [], []);

    private static Indicator Make(
        string code,
        string kind,
        string group,
        (string Vi, string En) name,
        (string Vi, string En) measure,
        string[] numerator,
        string[] denominator,
        int scale = 100,
        int decimals = 1
    ) =>
        new(
            code,
            kind,
            null,
            UnitPath.Nation,
            [
                new IndicatorEdition(
                    Start,
                    null,
                    name.Vi,
                    name.En,
                    measure.Vi,
                    measure.En,
                    group,
                    numerator,
                    denominator,
                    scale,
                    decimals
                ),
            ],
            "migrate",
            DateTimeOffset.UtcNow
        );
}
