using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Gateway.Tokens;

/// <summary>
/// A P-256 key pair that signs tokens. A key is published a day before it signs, so that every service has fetched it
/// by then, and until the last token signed with it has ended.
/// </summary>
public sealed class SigningKey
{
    /// <summary>How long a key is known to all before it signs: longer than services keep the published keys.</summary>
    public static readonly TimeSpan PublishedAhead = TimeSpan.FromDays(1);

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private SigningKey() { }

    /// <summary>The <c>kid</c>.</summary>
    public string Id { get; private set; } = "";

    /// <summary>PKCS #8, as <see cref="KeyProtection"/> keeps it.</summary>
    public byte[] PrivateKey { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private set; }

    public static SigningKey Create(KeyProtection protection, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(protection);
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new SigningKey
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            PrivateKey = protection.Protect(pair.ExportPkcs8PrivateKey()),
            CreatedAt = now,
        };
    }

    /// <summary>The key that signs at <paramref name="now"/>: the newest one that everybody knows.</summary>
    /// <param name="keys">All keys, oldest first; at least one.</param>
    /// <param name="now">The time of signing.</param>
    public static SigningKey SigningAt(IReadOnlyList<SigningKey> keys, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return keys.LastOrDefault(key => key.CreatedAt + PublishedAhead <= now) ?? keys[0];
    }

    /// <summary>Keys whose last token has ended.</summary>
    /// <param name="keys">All keys, oldest first.</param>
    /// <param name="now">The present time.</param>
    public static IEnumerable<SigningKey> EndedAt(IReadOnlyList<SigningKey> keys, DateTimeOffset now) =>
        keys.Zip(keys.Skip(1))
            .Where(pair => pair.Second.CreatedAt + PublishedAhead + IssueToken.Lifetime + ClockSkew < now)
            .Select(pair => pair.First);
}

internal sealed class SigningKeyTable : IEntityTypeConfiguration<SigningKey>
{
    public void Configure(EntityTypeBuilder<SigningKey> builder) => builder.HasKey(key => key.Id);
}
