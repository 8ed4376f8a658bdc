using System.Text.RegularExpressions;
using CongNgheSo.Contracts;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Activity.Topics;

/// <summary>What entries are of.</summary>
public static class CatalogueKinds
{
    public const string Topic = "topic";
    public const string Form = "form";
    public const string Audience = "audience";
    public const string Outcome = "outcome";
    public const string Channel = "channel";

    public static readonly string[] All = [Topic, Form, Audience, Outcome, Channel];
}

/// <summary>
/// What codes look like. The nation's begin with a letter, a province's with its own code and a dot, so that none is ever
/// the other's. What stands before a further dot is the whole of which the entry is a part.
/// </summary>
public static partial class CatalogueCodes
{
    public const int Longest = 64;

    /// <summary>The figures that are counted without the catalogue: an outcome of that name would be added to them.</summary>
    private static readonly HashSet<string> Reserved =
    [
        .. typeof(IndicatorCodes)
            .GetFields()
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!),
    ];

    /// <summary>True where <paramref name="unit"/> may call a part of <paramref name="partOf"/>, or a whole, so.</summary>
    public static bool Fits(string code, string unit, string? partOf)
    {
        ArgumentNullException.ThrowIfNull(code);
        var isNations = unit == UnitPath.Nation;
        if (code.Length > Longest || !(isNations || code.StartsWith($"{unit}.", StringComparison.Ordinal)))
            return false;
        var own = Own().Match(isNations ? code : code[(unit.Length + 1)..]);
        if (!own.Success || (isNations && !char.IsAsciiLetter(code[0])))
            return false;
        return own.Groups["part"].Success ? code.StartsWith($"{partOf}.", StringComparison.Ordinal)
            : isNations ? partOf is null
            : true;
    }

    /// <summary>True where the code is, or belongs to, a figure that the platform counts itself.</summary>
    public static bool IsReserved(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return Reserved.Contains(code.Split('.')[0]);
    }

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*(?<part>\.[a-z0-9]+(-[a-z0-9]+)*)?\z")]
    private static partial Regex Own();
}
