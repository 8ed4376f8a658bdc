using System.Text.RegularExpressions;
using CongNgheSo.Contracts;

namespace CongNgheSo.Services.Reporting.Facts;

/// <summary>
/// How figures of activities are broken down. Topics have no dots, so that no topic's code is ever one of the others.
/// </summary>
internal static class Breakdowns
{
    private const string Audience = $"{IndicatorCodes.PeopleGuided}.audience.";
    private const string Form = $"{IndicatorCodes.Activities}.form.";

    /// <summary>
    /// Each breakdown: what is broken down, by what, what its codes begin with, and whether it is a detail, answered only
    /// where it is asked for by name.
    /// </summary>
    public static readonly (string Indicator, string By, string Prefix, bool IsDetail)[] All =
    [
        (IndicatorCodes.PeopleGuided, "topic", $"{IndicatorCodes.PeopleGuided}.", false),
        (IndicatorCodes.PeopleGuided, "audience", Audience, true),
        (IndicatorCodes.Activities, "form", Form, true),
        (IndicatorCodes.Obstacles, "cause", $"{IndicatorCodes.Obstacles}.", false),
    ];

    private static readonly string[] Details = [.. All.Where(each => each.IsDetail).Select(each => each.Prefix)];

    /// <summary>People guided by topic: the skills and the pillars.</summary>
    public static string ByTopic(string topic) => $"{IndicatorCodes.PeopleGuided}.{topic}";

    public static string ByAudience(string audience) => Audience + audience;

    public static string ByForm(string form) => Form + form;

    /// <summary>The same as a pattern of PostgreSQL's.</summary>
    public static readonly string DetailPattern = $"^({string.Join('|', Details.Select(Regex.Escape))})";

    /// <summary>True for what is answered only where it is asked for by name.</summary>
    public static bool IsDetail(string code) =>
        Array.Exists(Details, prefix => code.StartsWith(prefix, StringComparison.Ordinal));
}
