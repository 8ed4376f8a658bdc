using System.Security.Cryptography;
using System.Text.Json;

namespace CongNgheSo.Services.Training;

/// <summary>Tells a retry from other content under the same id.</summary>
internal static class ContentHash
{
    /// <summary>The same for the same content.</summary>
    public static long Of<T>(T content) =>
        BitConverter.ToInt64(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content, JsonSerializerOptions.Web)));

    /// <summary>Text as it is kept: composed (NFC), without blanks around it; null where nothing remains.</summary>
    public static string? Clean(this string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().Normalize();
}
