using CongNgheSo.ServiceDefaults.Caching;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Registry.Units;

/// <summary>
/// Names the present state of the tree. It is changed in the transaction that changes the tree and is part of every cache
/// key, so that nobody is served what was true before, not even when Redis was away at that moment.
/// </summary>
public sealed class CatalogueStamp
{
    public int Id { get; private set; } = 1;

    public Guid Value { get; private set; } = Guid.NewGuid();
}

internal sealed class CatalogueStampTable : IEntityTypeConfiguration<CatalogueStamp>
{
    public void Configure(EntityTypeBuilder<CatalogueStamp> builder)
    {
        builder.ToTable("CatalogueStamps");
        builder.Property(stamp => stamp.Id).ValueGeneratedNever();
        builder.HasData(new { Id = 1, Value = new Guid("00000000-0000-0000-0000-000000000001") });
    }
}

public static class CatalogueStamps
{
    private const long ChangeLock = 0x7472_6565; // "tree"
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Waits until nobody rebuilds the tree, and keeps it as it is until the transaction ends: paths read after this stay true.
    /// </summary>
    public static Task HoldTreeAsync(this RegistryDbContext db, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock_shared({ChangeLock})", cancellationToken);

    /// <summary>Waits until nobody relies on the tree, and has it alone until the transaction ends.</summary>
    public static Task LockTreeAsync(this RegistryDbContext db, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({ChangeLock})", cancellationToken);

    /// <summary>Says that the tree has changed. Call it last before the commit: the row's lock makes others wait.</summary>
    public static Task StampTreeAsync(this RegistryDbContext db, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"UPDATE catalogue_stamps SET value = gen_random_uuid()", cancellationToken);

    /// <summary>What <paramref name="read"/> gives, from the cache while the tree stays as it is.</summary>
    public static async Task<T> ReadTreeAsync<T>(
        this Cache cache,
        RegistryDbContext db,
        string question,
        Func<Task<T>> read,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentNullException.ThrowIfNull(db);
        var stamp = await db.CatalogueStamps.Select(row => row.Value).SingleAsync(cancellationToken);
        return await cache.GetOrReadAsync($"registry:units:{stamp:N}:{question}", Kept, read);
    }
}
