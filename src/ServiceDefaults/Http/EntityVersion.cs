using System.Globalization;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http;

namespace CongNgheSo.ServiceDefaults.Http;

/// <summary>Versions travel as ETag and If-Match, so that nobody overwrites what they have not seen.</summary>
public static class EntityVersion
{
    /// <summary>Answers with the version of what is sent: <c>ETag: "3"</c>.</summary>
    public static void SetETag(this HttpResponse response, int version)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.Headers.ETag = Tag(version);
    }

    /// <summary>
    /// The version that the caller means to change; null without If-Match. One that is no ETag of ours, weak, a list or
    /// <c>*</c> is refused (400).
    /// </summary>
    public static int? IfMatch(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var tags = request.Headers.IfMatch;
        if (tags.Count == 0)
            return null;
        return
            tags is [{ } tag]
            && int.TryParse(tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && tag == Tag(version)
            ? version
            : throw new RefusedRequestException(CommonProblems.VersionInvalid);
    }

    private static string Tag(int version) => $"\"{version}\"";
}
