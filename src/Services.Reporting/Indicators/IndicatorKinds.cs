using System.Text.RegularExpressions;
using CongNgheSo.Contracts;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Reporting.Indicators;

/// <summary>How an indicator comes to its figure.</summary>
public static class IndicatorKinds
{
    /// <summary>Units and days add up; counted itself, or a sum of others.</summary>
    public const string Additive = "additive";

    /// <summary>Each person or team once, however often it comes. The platform counts these itself, exactly.</summary>
    public const string Distinct = "distinct";

    /// <summary>A sum divided by a sum; never added up.</summary>
    public const string Ratio = "ratio";

    /// <summary>Told in words.</summary>
    public const string Text = "text";

    public static readonly string[] All = [Additive, Distinct, Ratio, Text];
}

/// <summary>Codes of indicators, and of what formulas can name.</summary>
public static partial class IndicatorTerms
{
    public const int Longest = 64;

    /// <summary>What a reference figure's code is named with in a formula: a unit's figure may be called as an indicator is.</summary>
    public const string FigurePrefix = "figure:";

    /// <summary>The codes of the nation begin with a letter, those of a province with its own and a dot.</summary>
    public static bool Fits(string code, string unit)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code.Length <= Longest
            && Code().IsMatch(code)
            && (
                unit == UnitPath.Nation
                    ? char.IsAsciiLetter(code[0])
                    : code.StartsWith($"{unit}.", StringComparison.Ordinal)
            );
    }

    /// <summary>True for a code, a code with a minus before it, or a reference figure.</summary>
    public static bool IsTerm(string? term) => term is not null && Term().IsMatch(term);

    /// <summary>What a term names, and 1 or -1 for whether it is added or taken away.</summary>
    public static (string Name, int Sign) Read(string term)
    {
        ArgumentNullException.ThrowIfNull(term);
        return term[0] == '-' ? (term[1..], -1) : (term, 1);
    }

    /// <summary>The code of the reference figure that is named; null where it is an indicator.</summary>
    public static string? FigureOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith(FigurePrefix, StringComparison.Ordinal) ? name[FigurePrefix.Length..] : null;
    }

    public static bool IsFigureKnown(string figure) => ReferenceFigures.All.Contains(figure);

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*\z")]
    private static partial Regex Code();

    [GeneratedRegex(@"^-?(figure:)?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*\z")]
    private static partial Regex Term();
}
