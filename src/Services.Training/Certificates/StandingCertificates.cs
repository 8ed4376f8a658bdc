namespace CongNgheSo.Services.Training.Certificates;

internal static class StandingCertificates
{
    /// <summary>Those on a session that are neither revoked nor erased: what they stand on is not taken away.</summary>
    public static IQueryable<Certificate> StandingOn(this IQueryable<Certificate> certificates, Guid sessionId) =>
        certificates.Where(each => each.SessionId == sessionId && each.RevokedOn == null && each.ErasedOn == null);
}
