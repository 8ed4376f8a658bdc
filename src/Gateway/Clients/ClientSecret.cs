using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CongNgheSo.Gateway.Clients;

/// <summary>
/// Secrets are 256 random bits that we choose, so nobody can guess their way through the hashes: one salted SHA-256 is
/// as strong as PBKDF2 here, and a token request stays cheap.
/// </summary>
internal static class ClientSecret
{
    private static readonly byte[] NoSalt = new byte[16];
    private static readonly byte[] NoHash = new byte[32];

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(16);

    public static byte[] Hash(string secret, byte[] salt) =>
        SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(secret)]);

    /// <summary>True where this is the secret of a client that is not revoked; an unknown client takes as long.</summary>
    public static bool IsOf(Client? client, string secret)
    {
        var same = CryptographicOperations.FixedTimeEquals(
            Hash(secret, client?.SecretSalt ?? NoSalt),
            client?.SecretHash ?? NoHash
        );
        return same && client is { RevokedAt: null };
    }
}
