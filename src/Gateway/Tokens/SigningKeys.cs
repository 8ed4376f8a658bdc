using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace CongNgheSo.Gateway.Tokens;

/// <summary>The keys of the database in this process's memory; all replicas share them.</summary>
public sealed class SigningKeys(
    IServiceScopeFactory scopes,
    KeyProtection protection,
    GatewayOptions options,
    TimeProvider clock
)
{
    private volatile IReadOnlyList<(SigningKey Stored, ECDsaSecurityKey Key)> loaded = [];

    /// <summary>The keys that tokens may be signed with.</summary>
    public IEnumerable<ECDsaSecurityKey> Published => loaded.Select(pair => pair.Key);

    /// <summary>Signs a new token.</summary>
    public SigningCredentials Signing
    {
        get
        {
            var keys = loaded;
            var signing = SigningKey.SigningAt([.. keys.Select(pair => pair.Stored)], clock.GetUtcNow());
            return new SigningCredentials(
                keys.Single(pair => pair.Stored.Id == signing.Id).Key,
                SecurityAlgorithms.EcdsaSha256
            );
        }
    }

    /// <summary>Reads the keys unless they have been read before.</summary>
    public Task EnsureLoadedAsync(CancellationToken cancellationToken) =>
        loaded.Count > 0 ? Task.CompletedTask : RefreshAsync(cancellationToken);

    /// <summary>Reads the keys; makes the next one when it is time, and deletes those whose last token has ended.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayDbContext>();
        var keys = await ReadAsync(db, cancellationToken);
        if (IsDue(keys) || SigningKey.EndedAt(keys, clock.GetUtcNow()).Any())
            keys = await RotateAsync(db, cancellationToken);
        var known = loaded.ToDictionary(pair => pair.Stored.Id, pair => pair.Key);
        loaded = [.. keys.Select(key => (key, known.GetValueOrDefault(key.Id) ?? Open(key)))];
    }

    private async Task<List<SigningKey>> RotateAsync(GatewayDbContext db, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // One replica rotates; the others find its key when they come to read.
        await db.Database.ExecuteSqlAsync($"LOCK TABLE signing_keys IN EXCLUSIVE MODE", cancellationToken);
        var keys = await ReadAsync(db, cancellationToken);
        db.SigningKeys.RemoveRange(SigningKey.EndedAt(keys, clock.GetUtcNow()));
        if (IsDue(keys))
            db.SigningKeys.Add(SigningKey.Create(protection, clock.GetUtcNow()));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return await ReadAsync(db, cancellationToken);
    }

    private static Task<List<SigningKey>> ReadAsync(GatewayDbContext db, CancellationToken cancellationToken) =>
        db.SigningKeys.OrderBy(key => key.CreatedAt).ToListAsync(cancellationToken);

    private bool IsDue(List<SigningKey> keys) =>
        keys.Count == 0 || keys[^1].CreatedAt + TimeSpan.FromDays(options.SigningKeyDays) <= clock.GetUtcNow();

    private ECDsaSecurityKey Open(SigningKey key)
    {
        var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(protection.Unprotect(key.PrivateKey), out _);
        return new ECDsaSecurityKey(pair) { KeyId = key.Id };
    }
}

/// <summary>Looks once a minute for a key that is due, or that another replica made.</summary>
internal sealed class SigningKeyRotation(SigningKeys keys, TimeProvider clock, ILogger<SigningKeyRotation> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        do
        {
            try
            {
                await keys.RefreshAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(exception, "The signing keys could not be read; those in memory stay in use");
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
