namespace CongNgheSo.Services.Training.CheckIns;

/// <summary>A link by which members check in for a part of a session.</summary>
/// <param name="Id">Id of the link.</param>
/// <param name="SessionId">The session.</param>
/// <param name="Part">Number of the part.</param>
/// <param name="ExpiresAt">When it ends (UTC).</param>
/// <param name="Url">The link itself, signed: what the QR code holds.</param>
/// <param name="IsOpen">False once it has expired, was revoked, or the session was rescheduled, cancelled or confirmed.</param>
/// <param name="RevokedAt">When it was revoked (UTC); null where it was not.</param>
public sealed record CheckInLinkResponse(
    Guid Id,
    Guid SessionId,
    int Part,
    DateTimeOffset ExpiresAt,
    string Url,
    bool IsOpen,
    DateTimeOffset? RevokedAt
);
