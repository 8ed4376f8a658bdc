using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CongNgheSo.Services.Training.CheckIns;

/// <summary>
/// What a check-in link says, and its signature: <c>{key id}.{link, session, part, expiry}.{HMAC-SHA256 over all before it}</c>,
/// in base64url. Nobody can make one, or another of one, without the key.
/// </summary>
/// <param name="LinkId">The link, by which it can be revoked.</param>
/// <param name="SessionId">The session.</param>
/// <param name="Part">Number of the part.</param>
/// <param name="ExpiresAt">When it ends, in whole seconds.</param>
public sealed record CheckInTicket(Guid LinkId, Guid SessionId, int Part, DateTimeOffset ExpiresAt)
{
    private const int ContentLength = 16 + 16 + 1 + 8;
    private const int LongestText = 200;

    public string Sign(CheckInKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        Span<byte> content = stackalloc byte[ContentLength];
        LinkId.TryWriteBytes(content, bigEndian: true, out _);
        SessionId.TryWriteBytes(content[16..], bigEndian: true, out _);
        content[32] = (byte)Part;
        BinaryPrimitives.WriteInt64BigEndian(content[33..], ExpiresAt.ToUnixTimeSeconds());
        var signed = $"{keys.SigningId}.{Base64Url.EncodeToString(content)}";
        return $"{signed}.{Base64Url.EncodeToString(keys.Sign(keys.SigningId, Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>What a link says whose signature is ours; null for any other text. Whether it has expired is not asked.</summary>
    public static CheckInTicket? Read(string? text, CheckInKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (
            text is not { Length: <= LongestText }
            || !Ascii.IsValid(text)
            || text.Split('.') is not [var keyId, var said, var signature]
        )
            return null;
        if (
            keys.Sign(keyId, Encoding.ASCII.GetBytes($"{keyId}.{said}")) is not { } expected
            || !CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(Base64Url.EncodeToString(expected)),
                Encoding.ASCII.GetBytes(signature)
            )
        )
            return null;
        var content = Base64Url.DecodeFromChars(said);
        return content.Length == ContentLength
            ? new CheckInTicket(
                new Guid(content.AsSpan(0, 16), bigEndian: true),
                new Guid(content.AsSpan(16, 16), bigEndian: true),
                content[32],
                DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(content.AsSpan(33)))
            )
            : null;
    }
}
