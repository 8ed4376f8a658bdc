using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Gateway.Clients;

/// <summary>A system that may ask for tokens.</summary>
public sealed class Client
{
    private Client() { }

    /// <summary>The <c>client_id</c>.</summary>
    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Code of the unit at the root of what its tokens reach.</summary>
    public string Unit { get; private set; } = "";

    public string[] Scopes { get; private set; } = [];

    public byte[] SecretSalt { get; private set; } = [];

    public byte[] SecretHash { get; private set; } = [];

    /// <summary>Client that created it; null for the ministry's own.</summary>
    public string? CreatedBy { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset SecretChangedAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>A new client, and its secret in the clear for the only time.</summary>
    public static (Client Client, string Secret) Create(
        Guid id,
        string name,
        string unit,
        IEnumerable<string> scopes,
        string? createdBy,
        DateTimeOffset now
    )
    {
        var client = new Client
        {
            Id = id,
            Name = name,
            Unit = unit,
            Scopes = InOrder(scopes),
            CreatedBy = createdBy,
            CreatedAt = now,
        };
        return (client, client.ChangeSecret(now));
    }

    /// <summary>Gives it a new secret; the old one is refused from now on.</summary>
    public string ChangeSecret(DateTimeOffset now)
    {
        var secret = ClientSecret.New();
        SecretSalt = ClientSecret.NewSalt();
        SecretHash = ClientSecret.Hash(secret, SecretSalt);
        SecretChangedAt = now;
        return secret;
    }

    /// <summary>Refuses new tokens to it; those it holds end by themselves.</summary>
    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;

    /// <summary>Opens it again with every scope there is.</summary>
    public void Restore()
    {
        RevokedAt = null;
        Scopes = InOrder(ServiceDefaults.Identity.Scopes.All);
    }

    /// <summary>
    /// The gateway does not know the tree of units: the nation reaches every unit, every other caller only its own.
    /// </summary>
    public static bool Reaches(Caller caller, string unit)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return caller.Unit == UnitPath.Nation || (caller.Unit.Length > 0 && caller.Unit == unit);
    }

    private static string[] InOrder(IEnumerable<string> scopes) => [.. scopes.Distinct().Order(StringComparer.Ordinal)];
}

internal sealed class ClientTable : IEntityTypeConfiguration<Client>
{
    public void Configure(EntityTypeBuilder<Client> builder)
    {
        builder.HasKey(client => client.Id);
        builder.Property(client => client.Id).ValueGeneratedNever();
        builder.HasIndex(client => new { client.Unit, client.Id });
    }
}
