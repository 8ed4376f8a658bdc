using System.Text.RegularExpressions;

namespace CongNgheSo.ServiceDefaults.Data;

/// <summary>Names the span of a statement by its verb and table: "INSERT activities".</summary>
internal static partial class SqlSpan
{
    public static string? NameOf(string sql)
    {
        var match = VerbAndTable().Match(sql);
        if (!match.Success)
            return null;
        var table = match.Groups["table"].Value.Trim('"');
        return $"{match.Groups["verb"].Value.ToUpperInvariant()} {table}";
    }

    [GeneratedRegex(
        @"\b(?<verb>insert|update|delete|select)\b(\s+into)?(.*?\bfrom)?\s+(?<table>[""\w]+)",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex VerbAndTable();
}
