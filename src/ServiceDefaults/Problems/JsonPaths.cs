using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace CongNgheSo.ServiceDefaults.Problems;

/// <summary>Turns what the JSON reader and the model binder say into field names.</summary>
internal static partial class JsonPaths
{
    /// <summary>Names the field, never the value: values may be personal.</summary>
    public static FieldError Error(JsonException exception) =>
        (IsRepeated(exception) ? CommonProblems.FieldRepeated : Unreadable(Told(exception))).At(Field(exception));

    /// <summary>True where the text is no JSON at all, or goes too deep; what could be read of it does not matter then.</summary>
    public static bool IsMalformed(JsonException exception) => exception.InnerException is JsonException;

    /// <summary>Line and byte, from 1, where reading ended.</summary>
    public static object?[] Position(JsonException exception) =>
        [(exception.LineNumber ?? 0) + 1, (exception.BytePositionInLine ?? 0) + 1];

    /// <summary>"$.members[0].phone" becomes "members[0].phone"; an unknown member is named too.</summary>
    private static string Field(JsonException exception)
    {
        var path = (exception.Path ?? "$").TrimStart('$').TrimStart('.');
        var unknown = UnknownMember().Match(exception.Message);
        if (!unknown.Success)
            return path;
        var member = unknown.Groups[1].Value;
        // The reader's path may or may not end in the unknown member already.
        return path == member || path.EndsWith('.' + member, StringComparison.Ordinal) ? path
            : path.Length == 0 ? member
            : $"{path}.{member}";
    }

    /// <summary>The query or path parameter that could not be read or is missing; null where it was something else.</summary>
    public static FieldError? Error(BadHttpRequestException exception) =>
        UnboundParameter().Match(exception.Message) is { Success: true } match
            ? Unreadable(match.Value).At(match.Groups[1].Value)
        : MissingParameter().Match(exception.Message) is { Success: true } missing
            ? CommonProblems.ParameterMissing.At(missing.Groups[1].Value)
        : null;

    /// <summary>True where the binder found no body, or the JSON <c>null</c>.</summary>
    public static bool IsBodyMissing(BadHttpRequestException exception) =>
        exception.Message.StartsWith("Implicit body inferred", StringComparison.Ordinal)
        || exception.Message.EndsWith("was not provided from body.", StringComparison.Ordinal);

    /// <summary>True where an object names a field twice, in whatever case.</summary>
    private static bool IsRepeated(JsonException exception) =>
        exception.Message.StartsWith("Duplicate propert", StringComparison.Ordinal);

    /// <summary>Of a record the reader names the field's type in the inner exception only.</summary>
    private static string Told(JsonException exception) => $"{exception.Message} {exception.InnerException?.Message}";

    /// <summary>Both the reader and the binder name the type that they wanted.</summary>
    private static ProblemType Unreadable(string message) =>
        message.Contains(nameof(DateOnly), StringComparison.Ordinal)
            ? CommonProblems.DayUnreadable
            : CommonProblems.FieldUnreadable;

    [GeneratedRegex("^Failed to bind parameter \"[^\"]*?([A-Za-z0-9_]+)\" from \"")]
    private static partial Regex UnboundParameter();

    [GeneratedRegex("^Required parameter \"[^\"]*?([A-Za-z0-9_]+)\" was not provided from query string")]
    private static partial Regex MissingParameter();

    [GeneratedRegex("^The JSON property '([^']{1,64})' could not be mapped")]
    private static partial Regex UnknownMember();
}
