using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Training.Certificates;

/// <summary>
/// The last number of a unit in a year. Whoever issues holds the row until the commit: what is taken back gives its
/// numbers back, so that there is no gap. Kept by code, which is what the number names: codes are used anew.
/// </summary>
public sealed class CertificateCounter
{
    public string UnitCode { get; private set; } = "";

    public int Year { get; private set; }

    public int Last { get; private set; }
}

internal sealed class CertificateCounterTable : IEntityTypeConfiguration<CertificateCounter>
{
    public void Configure(EntityTypeBuilder<CertificateCounter> builder)
    {
        builder.ToTable("CertificateCounters");
        builder.HasKey(counter => new { counter.UnitCode, counter.Year });
    }
}

internal static class CertificateCounters
{
    /// <summary>Takes the next numbers, in the current transaction.</summary>
    /// <returns>The first of them.</returns>
    public static async Task<int> TakeAsync(
        this DbSet<CertificateCounter> _,
        TrainingDbContext db,
        string unitCode,
        int year,
        int count,
        CancellationToken cancellationToken
    )
    {
        var last = await db
            .Database.SqlQuery<int>(
                $"""
                INSERT INTO certificate_counters AS counter (unit_code, year, last) VALUES ({unitCode}, {year}, {count})
                ON CONFLICT (unit_code, year) DO UPDATE SET last = counter.last + excluded.last
                RETURNING last AS "Value"
                """
            )
            .ToListAsync(cancellationToken);
        return last.Single() - count + 1;
    }
}
