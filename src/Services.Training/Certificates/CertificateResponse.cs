using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Training.Certificates;

/// <summary>A certificate.</summary>
/// <param name="Id">Id of the certificate.</param>
/// <param name="Version">1 when issued; each change adds one. Also the ETag.</param>
/// <param name="Number">Its number: the issuer's of the year ("0001/2026/GCN-02").</param>
/// <param name="Status">"valid", "expired", "revoked", or "erased" where the holder's name is gone.</param>
/// <param name="HolderName">The holder's name; null without the scope members.read, and once it was erased.</param>
/// <param name="VerificationUrl">Where everybody can verify it, which shows the name; null without the scope members.read.</param>
/// <param name="SessionId">The session that was attended.</param>
/// <param name="ProgrammeId">Its programme.</param>
/// <param name="Programme">Title of the programme, as the paper says it.</param>
/// <param name="MemberId">The member who holds it.</param>
/// <param name="Level">Code of the level; null where it has none.</param>
/// <param name="LevelName">Name of the level, as the paper says it.</param>
/// <param name="IssuingUnit">Code of the unit that issued it.</param>
/// <param name="Issuer">Its name, as the paper says it.</param>
/// <param name="HeldOn">The day of the session.</param>
/// <param name="IssuedOn">The day of issue (Vietnam time).</param>
/// <param name="Place">Where it was signed.</param>
/// <param name="SignatoryTitle">Who signed, by office.</param>
/// <param name="SignatoryName">Who signed, by name.</param>
/// <param name="ExpiresOn">The last day on which it is valid; null where it does not end.</param>
/// <param name="RevokedOn">The day on which it was revoked.</param>
/// <param name="RevocationReason">Why; told with the name.</param>
public sealed record CertificateResponse(
    Guid Id,
    int Version,
    string Number,
    string Status,
    string? HolderName,
    string? VerificationUrl,
    Guid SessionId,
    Guid ProgrammeId,
    string Programme,
    Guid MemberId,
    string? Level,
    string? LevelName,
    string IssuingUnit,
    string Issuer,
    DateOnly HeldOn,
    DateOnly IssuedOn,
    string Place,
    string SignatoryTitle,
    string? SignatoryName,
    DateOnly? ExpiresOn,
    DateOnly? RevokedOn,
    string? RevocationReason
)
{
    internal static CertificateResponse Of(
        Certificate certificate,
        Caller caller,
        VerificationAddress address,
        DateOnly today
    )
    {
        var withName = caller.Scopes.Contains(Scopes.MembersRead);
        return new CertificateResponse(
            certificate.Id,
            certificate.Version,
            certificate.Number,
            certificate.Status(today),
            withName ? certificate.HolderName : null,
            withName ? address.Of(certificate) : null,
            certificate.SessionId,
            certificate.ProgrammeId,
            certificate.Programme,
            certificate.MemberId,
            certificate.Level,
            certificate.LevelName,
            certificate.IssuerUnit,
            certificate.IssuerName,
            certificate.HeldOn,
            certificate.IssuedOn,
            certificate.Place,
            certificate.SignatoryTitle,
            certificate.SignatoryName,
            certificate.ExpiresOn,
            certificate.RevokedOn,
            withName ? certificate.RevocationReason : null
        );
    }
}
