using System.Security.Cryptography;
using System.Text;

namespace CongNgheSo.Services.Training.CheckIns;

/// <summary>
/// The keys that check-in links are signed with: <c>CheckIns:Key</c> signs; it and those of <c>CheckIns:FormerKeys</c>
/// (divided by spaces) are accepted, so that a key can be changed while links are out. A key's id is told by the key.
/// </summary>
public sealed class CheckInKeys
{
    /// <summary>What is shorter could be found by trying.</summary>
    private const int ShortestKey = 32;

    private readonly Dictionary<string, byte[]> keys;

    public CheckInKeys(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        string[] texts =
        [
            configuration["CheckIns:Key"] ?? "",
            .. (configuration["CheckIns:FormerKeys"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ];
        if (texts.Any(text => text.Length < ShortestKey))
            throw new InvalidOperationException($"Set CheckIns__Key to a secret of {ShortestKey} characters or more.");
        keys = texts.Distinct().Select(Encoding.UTF8.GetBytes).ToDictionary(IdOf);
        SigningId = IdOf(Encoding.UTF8.GetBytes(texts[0]));
    }

    /// <summary>Id of the key that signs.</summary>
    public string SigningId { get; }

    /// <summary>HMAC-SHA256 under a key; null where there is no such key.</summary>
    public byte[]? Sign(string keyId, ReadOnlySpan<byte> content) =>
        keys.TryGetValue(keyId, out var key) ? HMACSHA256.HashData(key, content) : null;

    private static string IdOf(byte[] key) => Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 4));
}
