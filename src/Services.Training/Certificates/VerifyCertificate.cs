using CongNgheSo.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Certificates;

/// <summary>What everybody who has the paper can check: what stands on it, and whether it holds.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Status">"valid", "expired", "revoked", or "erased" where the holder's name is gone.</param>
/// <param name="HolderName">The holder's name as the paper says it; null once it was erased.</param>
/// <param name="Programme">Title of the programme.</param>
/// <param name="LevelName">Name of the level; null where it has none.</param>
/// <param name="Issuer">The unit that issued it.</param>
/// <param name="HeldOn">The day of the session.</param>
/// <param name="IssuedOn">The day of issue.</param>
/// <param name="ExpiresOn">The last day on which it is valid; null where it does not end.</param>
/// <param name="RevokedOn">The day on which it was revoked; why is not told.</param>
public sealed record CertificateVerification(
    string Number,
    string Status,
    string? HolderName,
    string Programme,
    string? LevelName,
    string Issuer,
    DateOnly HeldOn,
    DateOnly IssuedOn,
    DateOnly? ExpiresOn,
    DateOnly? RevokedOn
);

public static class VerifyCertificate
{
    /// <summary>Verifies a certificate by the code on its paper, without a token.</summary>
    /// <remarks>
    /// Shows no more than the paper. JSON, or a page in Vietnamese or English where Accept names text/html, as browsers do.
    /// </remarks>
    /// <param name="code">The code in the address that the paper's QR code holds.</param>
    public static async Task<Results<Ok<CertificateVerification>, ContentHttpResult, ProblemHttpResult>> Handle(
        string code,
        HttpContext http,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Vary = "Accept, Accept-Language";
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        var asPage = http
            .Request.GetTypedHeaders()
            .Accept.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
        var known = code.ToLowerInvariant();
        var certificate = await db
            .Certificates.AsNoTracking()
            .SingleOrDefaultAsync(each => each.Code == known, cancellationToken);
        var told = certificate is null ? null : Of(certificate, clock.Today());
        if (asPage)
            return VerificationPage.Answer(http.Response, told);
        return told is null ? CertificateProblems.CodeUnknown.Result() : TypedResults.Ok(told);
    }

    private static CertificateVerification Of(Certificate certificate, DateOnly today) =>
        new(
            certificate.Number,
            certificate.Status(today),
            certificate.HolderName,
            certificate.Programme,
            certificate.LevelName,
            certificate.IssuerName,
            certificate.HeldOn,
            certificate.IssuedOn,
            certificate.ExpiresOn,
            certificate.RevokedOn
        );
}
