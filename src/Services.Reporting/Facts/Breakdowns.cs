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

    /// <summary>Each breakdown: what is broken down, by what, and what its codes begin with.</summary>
    public static readonly (string Indicator, string By, string Prefix)[] All =
    [
        (IndicatorCodes.PeopleGuided, "topic", $"{IndicatorCodes.PeopleGuided}."),
        (IndicatorCodes.PeopleGuided, "audience", Audience),
        (IndicatorCodes.Activities, "form", Form),
        (IndicatorCodes.Obstacles, "cause", $"{IndicatorCodes.Obstacles}."),
    ];

    /// <summary>People guided by topic: the skills and the pillars.</summary>
    public static string ByTopic(string topic) => $"{IndicatorCodes.PeopleGuided}.{topic}";

    public static string ByAudience(string audience) => Audience + audience;

    public static string ByForm(string form) => Form + form;

    /// <summary>The same as a pattern of PostgreSQL's.</summary>
    public static readonly string DetailPattern = $"^({Regex.Escape(Audience)}|{Regex.Escape(Form)})";

    /// <summary>True for what is answered only where it is asked for by name.</summary>
    public static bool IsDetail(string code) =>
        code.StartsWith(Audience, StringComparison.Ordinal) || code.StartsWith(Form, StringComparison.Ordinal);
}
