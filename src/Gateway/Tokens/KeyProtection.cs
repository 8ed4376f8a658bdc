using System.Security.Cryptography;

namespace CongNgheSo.Gateway.Tokens;

/// <summary>
/// Encrypts signing keys at rest (AES-256-GCM) where <c>Gateway:SigningKeySecretFile</c> names a secret, so that a copy
/// of the database alone signs no tokens. Keys stored before the secret was set stay readable.
/// </summary>
public sealed class KeyProtection
{
    private const byte InTheClear = 0;
    private const byte Encrypted = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly byte[]? secret;

    public KeyProtection(GatewayOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.SigningKeySecretFile is { Length: > 0 } file)
            secret = SHA256.HashData(File.ReadAllBytes(file));
    }

    public byte[] Protect(byte[] key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (secret is null)
            return [InTheClear, .. key];
        var nonce = RandomNumberGenerator.GetBytes(NonceLength);
        var tag = new byte[TagLength];
        var sealedKey = new byte[key.Length];
        using var aes = new AesGcm(secret, TagLength);
        aes.Encrypt(nonce, key, sealedKey, tag);
        return [Encrypted, .. nonce, .. tag, .. sealedKey];
    }

    public byte[] Unprotect(byte[] stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        if (stored[0] == InTheClear)
            return stored[1..];
        if (secret is null)
            throw new InvalidOperationException("The signing keys are encrypted: set Gateway__SigningKeySecretFile.");
        var nonce = stored.AsSpan(1, NonceLength);
        var tag = stored.AsSpan(1 + NonceLength, TagLength);
        var sealedKey = stored.AsSpan(1 + NonceLength + TagLength);
        var key = new byte[sealedKey.Length];
        using var aes = new AesGcm(secret, TagLength);
        aes.Decrypt(nonce, sealedKey, tag, key);
        return key;
    }
}
