using System.Text.RegularExpressions;

namespace CongNgheSo.ServiceDefaults.Data;

/// <summary>Names the span of a statement by what it does to which table: "INSERT activities", "UPSERT unit_days".</summary>
internal static partial class SqlSpan
{
    public static string? NameOf(string sql)
    {
        if (InsertInto().Match(sql) is { Success: true } insert)
        {
            var verb = sql.Contains("DO UPDATE", StringComparison.OrdinalIgnoreCase) ? "UPSERT" : "INSERT";
            return $"{verb} {insert.Groups["table"].Value}";
        }
        var other = UpdateOrFrom().Match(sql);
        return other.Success ? $"{Verb().Match(sql).Value.ToUpperInvariant()} {other.Groups["table"].Value}" : null;
    }

    [GeneratedRegex(@"\binsert\s+into\s+""?(?<table>\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex InsertInto();

    [GeneratedRegex(@"\b(update|from)\s+""?(?<table>\w+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex UpdateOrFrom();

    [GeneratedRegex(@"\b(update|delete|select)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Verb();
}
