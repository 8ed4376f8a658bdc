namespace CongNgheSo.Contracts.Training.V1;

/// <summary>Certificates were issued. Says whose they are by id alone.</summary>
/// <param name="OccurredAt">When Training committed it (UTC).</param>
/// <param name="Facts">Each certificate as it now stands, at most 500 a message.</param>
public sealed record CertificatesIssued(DateTimeOffset OccurredAt, IReadOnlyList<CertificateFact> Facts);

/// <summary>Certificates were revoked.</summary>
/// <param name="OccurredAt">When Training committed it (UTC).</param>
/// <param name="Facts">Each certificate as it now stands, at most 500 a message.</param>
public sealed record CertificatesRevoked(DateTimeOffset OccurredAt, IReadOnlyList<CertificateFact> Facts);

/// <summary>One certificate as it stands at <paramref name="Version"/>; a higher version replaces a lower one.</summary>
/// <param name="CertificateId">Id of the certificate.</param>
/// <param name="Version">Starts at 1 and grows by one with each change.</param>
/// <param name="SessionId">The session that was attended.</param>
/// <param name="MemberId">The member who holds it.</param>
/// <param name="UnitId">Surrogate id of the member's unit when it was issued.</param>
/// <param name="IssuerUnitId">Surrogate id of the unit that issued it.</param>
/// <param name="Level">Code of the level; null where it has none.</param>
/// <param name="IssuedOn">The day of issue (Vietnam time).</param>
/// <param name="ExpiresOn">The last day on which it is valid; null where it does not end.</param>
/// <param name="Revoked">True once it is revoked.</param>
public sealed record CertificateFact(
    Guid CertificateId,
    int Version,
    Guid SessionId,
    Guid MemberId,
    int UnitId,
    int IssuerUnitId,
    string? Level,
    DateOnly IssuedOn,
    DateOnly? ExpiresOn,
    bool Revoked
);
