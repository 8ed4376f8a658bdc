using Microsoft.AspNetCore.Http;

namespace CongNgheSo.ServiceDefaults.Http;

/// <summary>Versions travel as ETag and If-Match, so that nobody overwrites what they have not seen.</summary>
public static class EntityVersion
{
    /// <summary>Answers with the version of what is sent: <c>ETag: "3"</c>.</summary>
    public static void SetETag(this HttpResponse response, int version)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.Headers.ETag = $"\"{version}\"";
    }

    /// <summary>The version that the caller means to change; null when If-Match is missing or not one of ours.</summary>
    public static int? IfMatch(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return
            request.GetTypedHeaders().IfMatch is [var tag] && int.TryParse(tag.Tag.AsSpan().Trim('"'), out var version)
            ? version
            : null;
    }
}
