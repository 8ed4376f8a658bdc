using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Training.Certificates;

/// <summary>The record that somebody read the names of holders, as the law asks.</summary>
public sealed class CertificateReading
{
    public const string Names = "names";
    public const string Document = "document";

    private CertificateReading() { }

    public CertificateReading(
        string clientId,
        string issuerPath,
        int certificates,
        DateTimeOffset readAt,
        string what
    ) => (ClientId, IssuerPath, Certificates, ReadAt, What) = (clientId, issuerPath, certificates, readAt, what);

    public long Id { get; private set; }

    public DateTimeOffset ReadAt { get; private set; }

    public string ClientId { get; private set; } = "";

    /// <summary>Codes from the nation down to the unit that issued what was read.</summary>
    public string IssuerPath { get; private set; } = "";

    /// <summary>How many of its certificates were in the answer with a name.</summary>
    public int Certificates { get; private set; }

    /// <summary>"names" or "document".</summary>
    public string What { get; private set; } = "";
}

internal sealed class CertificateReadingTable : IEntityTypeConfiguration<CertificateReading>
{
    public void Configure(EntityTypeBuilder<CertificateReading> builder)
    {
        builder.ToTable("CertificateReadings");
        builder.Property(reading => reading.Id).UseIdentityAlwaysColumn();
    }
}

internal static class CertificateReadings
{
    /// <summary>Keeps on record whose names an answer tells, before it is given; nothing where it tells none.</summary>
    public static async Task RecordReadingAsync(
        this TrainingDbContext db,
        Caller caller,
        IEnumerable<Certificate> read,
        string what,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (!caller.Scopes.Contains(Scopes.MembersRead))
            return;
        var now = clock.GetUtcNow();
        db.CertificateReadings.AddRange(
            read.Where(certificate => certificate.HolderName is not null)
                .GroupBy(certificate => certificate.IssuerPath)
                .Select(issued => new CertificateReading(caller.ClientId, issued.Key, issued.Count(), now, what))
        );
        await db.SaveChangesAsync(cancellationToken);
    }
}
