using System.Security.Cryptography;
using System.Text.Json;

namespace CongNgheSo.Services.Registry;

/// <summary>Tells a retry from another record under the same id, even when the record was changed in between.</summary>
internal static class ContentHash
{
    public static long Of(params object?[] content) =>
        BitConverter.ToInt64(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content)));
}
