using System.Security.Cryptography;
using System.Text.Json;

namespace CongNgheSo.ServiceDefaults.Http;

/// <summary>Tells a retry from another record under the same id, even when the record was changed in between.</summary>
public static class ContentHash
{
    /// <summary>The same for the same content; 64 bits of SHA-256 over its JSON.</summary>
    public static long Of(params object?[] content) =>
        BitConverter.ToInt64(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content)));
}
