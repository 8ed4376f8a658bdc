using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>AWS Signature Version 4, worked out from its description and not from any library.</summary>
internal static class S3Signature
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Whether a request is signed with this key, and its body is the one that was signed.</summary>
    public static bool IsRight(HttpRequest request, byte[] body, string accessKey, string secretKey)
    {
        var fields = request
            .Headers.Authorization.ToString()
            .Replace(Algorithm, "", StringComparison.Ordinal)
            .Split(',', StringSplitOptions.TrimEntries)
            .Select(field => field.Split('=', 2))
            .Where(field => field.Length == 2)
            .ToDictionary(field => field[0], field => field[1]);
        if (!fields.TryGetValue("Credential", out var credential) || credential.Split('/', 2)[0] != accessKey)
            return false;
        var bodyHash = request.Headers["x-amz-content-sha256"].ToString();
        if (bodyHash != "UNSIGNED-PAYLOAD" && bodyHash != Convert.ToHexStringLower(SHA256.HashData(body)))
            return false;
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?', 2);
        var canonical = string.Join(
            '\n',
            [
                request.Method,
                target[0],
                string.Join('&', (target.ElementAtOrDefault(1) ?? "").Split('&').Order(StringComparer.Ordinal)),
                .. fields["SignedHeaders"]
                    .Split(';')
                    .Select(name => $"{name}:{request.Headers[name].ToString().Trim()}"),
                "",
                fields["SignedHeaders"],
                bodyHash,
            ]
        );
        var signature = Sign(
            canonical,
            credential.Split('/', 2)[1],
            request.Headers["x-amz-date"].ToString(),
            secretKey
        );
        return fields["Signature"] == signature;
    }

    /// <param name="canonical">The request in its canonical form.</param>
    /// <param name="scope">Day, region, service and "aws4_request".</param>
    /// <param name="date">As in x-amz-date.</param>
    /// <param name="secretKey">The secret.</param>
    public static string Sign(string canonical, string scope, string date, string secretKey)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + secretKey), Mac);
        return Convert.ToHexStringLower(Mac(key, $"{Algorithm}\n{date}\n{scope}\n{hash}"));
    }

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
