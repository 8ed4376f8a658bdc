using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Training.Certificates;

/// <summary>
/// Whoever holds a certificate, or asked to be forgotten. The row is also the lock under which names are written and
/// blanked: no name is written behind an erasure's back.
/// </summary>
public sealed class CertificateHolder
{
    public Guid MemberId { get; private set; }

    /// <summary>The day on which Registry's erasure arrived; null while there was none.</summary>
    public DateOnly? ErasedOn { get; private set; }
}

internal sealed class CertificateHolderTable : IEntityTypeConfiguration<CertificateHolder>
{
    public void Configure(EntityTypeBuilder<CertificateHolder> builder)
    {
        builder.ToTable("CertificateHolders");
        builder.HasKey(holder => holder.MemberId);
        builder.Property(holder => holder.MemberId).ValueGeneratedNever();
    }
}

internal static class CertificateHolders
{
    /// <summary>Holds the members' rows, in the order of their ids, until the transaction ends.</summary>
    /// <returns>Those of them who were erased.</returns>
    public static async Task<HashSet<Guid>> LockAsync(
        this DbSet<CertificateHolder> holders,
        TrainingDbContext db,
        Guid[] memberIds,
        CancellationToken cancellationToken
    )
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO certificate_holders AS holder (member_id)
            SELECT DISTINCT id FROM unnest({memberIds}) AS id ORDER BY id
            ON CONFLICT (member_id) DO UPDATE SET erased_on = holder.erased_on
            """,
            cancellationToken
        );
        return await holders
            .Where(holder => memberIds.Contains(holder.MemberId) && holder.ErasedOn != null)
            .Select(holder => holder.MemberId)
            .ToHashSetAsync(cancellationToken);
    }
}
