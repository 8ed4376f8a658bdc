using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace CongNgheSo.ServiceDefaults.Problems;

/// <summary>Turns what the JSON reader and the model binder say into field names and safe sentences.</summary>
internal static partial class JsonPaths
{
    /// <summary>"$.members[0].phone" becomes "members[0].phone"; an unknown member is named too.</summary>
    public static string Field(JsonException exception)
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

    /// <summary>The binder's message up to the first value it quotes.</summary>
    public static string Summary(BadHttpRequestException exception)
    {
        var quotedValue = exception.Message.IndexOf(" from \"", StringComparison.Ordinal);
        return quotedValue < 0 ? exception.Message : exception.Message[..quotedValue];
    }

    [GeneratedRegex("^The JSON property '([^']{1,64})' could not be mapped")]
    private static partial Regex UnknownMember();
}
