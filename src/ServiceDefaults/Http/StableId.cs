using System.Security.Cryptography;
using System.Text;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace CongNgheSo.ServiceDefaults.Http;

/// <summary>Gives a new record its id so that sending the same request again gives the same id.</summary>
public static class StableId
{
    /// <summary>
    /// The client's own id; else one derived from its <c>Idempotency-Key</c> (and row number, in a batch); else null. A
    /// key that is blank or given twice is refused (400): who sends it relies on it.
    /// </summary>
    public static Guid? Of(Guid? clientsId, HttpRequest request, Caller caller, int row = 0)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(caller);
        if (clientsId is not null)
            return clientsId;
        var keys = request.Headers["Idempotency-Key"];
        if (keys.Count == 0)
            return null;
        return keys is [{ } key] && !string.IsNullOrWhiteSpace(key)
            ? From($"{caller.ClientId}\n{PathOf(request)}\n{key}\n{row}")
            : throw new RefusedRequestException(CommonProblems.IdempotencyKeyInvalid);
    }

    /// <summary>A UUID (version 8) that depends on <paramref name="text"/> alone.</summary>
    public static Guid From(string text)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The one spelling of a path that routing takes in many: as the route is written, ids in one form.</summary>
    private static string PathOf(HttpRequest request)
    {
        return request.HttpContext.GetEndpoint() is RouteEndpoint { RoutePattern.PathSegments: var segments }
            ? string.Concat(segments.Select(segment => '/' + string.Concat(segment.Parts.Select(Spell))))
            : request.Path.ToString();

        string? Spell(RoutePatternPart part) =>
            part switch
            {
                RoutePatternLiteralPart literal => literal.Content,
                RoutePatternSeparatorPart separator => separator.Content,
                RoutePatternParameterPart parameter => request.RouteValues[parameter.Name] switch
                {
                    string text when Guid.TryParse(text, out var id) => id.ToString(),
                    var value => value?.ToString(),
                },
                _ => null,
            };
    }
}
