using CongNgheSo.Contracts.Training.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Messaging;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.Text;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Certificates;

/// <param name="Reason">Why it is revoked, up to 500 characters, without anything personal.</param>
public sealed record RevokeCertificateRequest(string? Reason);

public sealed class RevokeCertificateRules : AbstractValidator<RevokeCertificateRequest>
{
    public RevokeCertificateRules() => RuleFor(request => request.Reason).NotEmpty().MaximumLength(500);
}

public static class RevokeCertificate
{
    /// <summary>Revokes a certificate for good; the member can be issued another one of the session.</summary>
    /// <remarks>
    /// Its number is not given again. Sending the same revocation again answers as before; another reason is refused (409).
    /// If-Match is not required; where it is sent, it must name the current version.
    /// </remarks>
    public static async Task<Results<Ok<CertificateResponse>, ProblemHttpResult>> Handle(
        Guid id,
        RevokeCertificateRequest request,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        VerificationAddress address,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var found = await db
            .Certificates.FromSql($"SELECT * FROM certificates WHERE id = {id} FOR UPDATE")
            .ToListAsync(cancellationToken);
        if (found is not [var certificate])
            return CertificateProblems.NotFound.Result(id);
        if (!caller.MayTouch(certificate.IssuerPath))
            return CommonProblems.UnitOutOfScope.Result(certificate.IssuerUnit);
        var reason = StoredText.Clean(request.Reason!);
        if (certificate.RevokedOn is not null && certificate.ErasedOn is null && certificate.RevocationReason != reason)
            return CertificateProblems.Revoked.Result(id);
        if (certificate.RevokedOn is null)
        {
            if (http.Request.IfMatch() is { } expected && expected != certificate.Version)
                return CommonProblems.VersionStale.Result(certificate.Version);
            certificate.Revoke(reason, clock.Today());
            var province = await db
                .Members.Where(member => member.Id == certificate.MemberId)
                .Select(member => member.UnitPath)
                .SingleAsync(cancellationToken);
            db.Outbox.Add(
                OutboxMessage.From(
                    new CertificatesRevoked(clock.GetUtcNow(), [certificate.ToFact()]),
                    UnitPath.Province(province)
                )
            );
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        http.Response.SetETag(certificate.Version);
        return TypedResults.Ok(CertificateResponse.Of(certificate, caller, address, clock.Today()));
    }
}
