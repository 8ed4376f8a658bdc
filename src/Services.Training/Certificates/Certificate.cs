using System.Security.Cryptography;
using CongNgheSo.Contracts.Training.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Training.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Training.Certificates;

/// <summary>What is asked for when a certificate is issued.</summary>
public sealed record CertificateContent(
    Guid MemberId,
    string HolderName,
    string? Level,
    string? IssuingUnit,
    string Place,
    string SignatoryTitle,
    string? SignatoryName,
    DateOnly? ExpiresOn
);

/// <summary>What the paper says beside that, as it was on the day of issue.</summary>
internal sealed record CertificateGrounds(
    TrainingSession Session,
    string Programme,
    string? LevelName,
    UnitAt Issuer,
    int MemberUnitId,
    int Serial
);

/// <summary>
/// A certificate, with all that stands on the paper. The holder's name is known here alone, and goes when Registry erases
/// the member; the certificate stays, and with it every count.
/// </summary>
public sealed class Certificate
{
    /// <summary>Without letters that look like others, for those who type it from the paper; 26 of 32 are 130 bits.</summary>
    private const string CodeLetters = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int CodeLength = 26;

    private Certificate() { }

    internal Certificate(Guid id, CertificateContent content, CertificateGrounds grounds, string by, DateTimeOffset now)
    {
        var session = grounds.Session;
        (Id, Version, IssuedBy, IssuedOn) = (id, 1, by, now.DayInVietnam());
        // As exactly as the database keeps it.
        IssuedAt = now.Stored();
        (Year, Serial) = (IssuedOn.Year, grounds.Serial);
        (IssuerUnitId, IssuerUnit) = (grounds.Issuer.Id, grounds.Issuer.Code);
        (IssuerPath, IssuerName) = (grounds.Issuer.Path, grounds.Issuer.FullName);
        (SessionId, ProgrammeId, HeldOn, Programme) = (
            session.Id,
            session.ProgrammeId,
            session.HeldOn,
            grounds.Programme
        );
        (MemberId, MemberUnitId, HolderName) = (content.MemberId, grounds.MemberUnitId, content.HolderName);
        (Level, LevelName) = (content.Level, grounds.LevelName);
        (Place, SignatoryTitle, SignatoryName) = (content.Place, content.SignatoryTitle, content.SignatoryName);
        ExpiresOn = content.ExpiresOn;
        RecordedHash = HashOf(session.Id, content);
        Code = RandomNumberGenerator.GetString(CodeLetters, CodeLength);
    }

    public Guid Id { get; private set; }

    public int Version { get; private set; }

    public string IssuerUnit { get; private set; } = "";

    public int IssuerUnitId { get; private set; }

    /// <summary>Codes from the nation down to the issuer on the day of issue.</summary>
    public string IssuerPath { get; private set; } = "";

    public string IssuerName { get; private set; } = "";

    public int Year { get; private set; }

    /// <summary>1 for the issuer's first of the year; none is left out, none given twice.</summary>
    public int Serial { get; private set; }

    public Guid SessionId { get; private set; }

    public Guid ProgrammeId { get; private set; }

    public string Programme { get; private set; } = "";

    public DateOnly HeldOn { get; private set; }

    public Guid MemberId { get; private set; }

    public int MemberUnitId { get; private set; }

    /// <summary>As the issuer wrote it; null once it was erased.</summary>
    public string? HolderName { get; private set; }

    public string? Level { get; private set; }

    public string? LevelName { get; private set; }

    public string Place { get; private set; } = "";

    public string SignatoryTitle { get; private set; } = "";

    public string? SignatoryName { get; private set; }

    public DateOnly IssuedOn { get; private set; }

    public DateTimeOffset IssuedAt { get; private set; }

    public string IssuedBy { get; private set; } = "";

    /// <summary>The last day on which it is valid.</summary>
    public DateOnly? ExpiresOn { get; private set; }

    /// <summary>What the verification page is found by; nobody can guess it.</summary>
    public string Code { get; private set; } = "";

    public DateOnly? RevokedOn { get; private set; }

    public string? RevocationReason { get; private set; }

    public DateOnly? ErasedOn { get; private set; }

    /// <summary>Hash of what was asked for: tells a retry from another certificate; 0 once the name was erased.</summary>
    public long RecordedHash { get; private set; }

    public string Number => $"{Serial:0000}/{Year}/GCN-{IssuerUnit}";

    /// <summary>"valid", "expired", "revoked" or "erased".</summary>
    public string Status(DateOnly today) =>
        RevokedOn is not null ? "revoked"
        : ErasedOn is not null ? "erased"
        : today > ExpiresOn ? "expired"
        : "valid";

    internal static long HashOf(Guid sessionId, CertificateContent content) => ContentHash.Of(sessionId, content);

    internal void Revoke(string reason, DateOnly day)
    {
        Version++;
        (RevocationReason, RevokedOn) = (reason, day);
    }

    internal CertificateFact ToFact() =>
        new(
            Id,
            Version,
            SessionId,
            MemberId,
            MemberUnitId,
            IssuerUnitId,
            Level,
            IssuedOn,
            ExpiresOn,
            RevokedOn is not null
        );
}

internal sealed class CertificateTable : IEntityTypeConfiguration<Certificate>
{
    public void Configure(EntityTypeBuilder<Certificate> builder)
    {
        builder.ToTable("Certificates");
        builder.Property(certificate => certificate.Id).ValueGeneratedNever();
        builder.Property(certificate => certificate.Version).IsConcurrencyToken();
        builder.Ignore(certificate => certificate.Number);
        builder.HasOne<TrainingSession>().WithMany().HasForeignKey(certificate => certificate.SessionId);
        builder
            .HasIndex(certificate => new
            {
                certificate.IssuerUnit,
                certificate.Year,
                certificate.Serial,
            })
            .IsUnique();
        builder.HasIndex(certificate => certificate.Code).IsUnique();
        // One that was revoked can be issued anew.
        builder
            .HasIndex(certificate => new { certificate.SessionId, certificate.MemberId })
            .IsUnique()
            .HasFilter("revoked_on IS NULL");
        builder.HasIndex(certificate => certificate.MemberId);
        builder.HasIndex(certificate => new { certificate.IssuedAt, certificate.Id });
    }
}
