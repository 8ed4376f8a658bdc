using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace CongNgheSo.ServiceDefaults.Files;

/// <summary>Files that others sent, answered so that no browser runs what may be in them.</summary>
public static class FileAnswer
{
    /// <summary>The content to save under its name, with ETag (the hash) and ranges.</summary>
    public static FileStreamHttpResult SendFile(
        this HttpResponse response,
        Stream content,
        string fileName,
        string mediaType,
        string hash
    )
    {
        ArgumentNullException.ThrowIfNull(response);
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // Kept by the reader alone, who asks each time whether it is still there and theirs to read.
        response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Stream(
            content,
            mediaType,
            fileName,
            lastModified: null,
            new EntityTagHeaderValue($"\"{hash}\""),
            enableRangeProcessing: true
        );
    }
}
