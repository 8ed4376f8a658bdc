using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Certificates;

public static class GetCertificate
{
    /// <summary>Reads one certificate, issued by a unit within the caller's or held by a member within it.</summary>
    /// <remarks>The holder's name needs the scope members.read as well; that it was read is kept on record.</remarks>
    public static async Task<Results<Ok<CertificateResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpResponse response,
        Caller caller,
        TrainingDbContext db,
        VerificationAddress address,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (certificate, problem) = await db.FindCertificateAsync(id, caller, cancellationToken);
        if (certificate is null)
            return problem!;
        await db.RecordReadingAsync(caller, [certificate], CertificateReading.Names, clock, cancellationToken);
        response.SetETag(certificate.Version);
        return TypedResults.Ok(CertificateResponse.Of(certificate, caller, address, clock.Today()));
    }

    /// <summary>The certificate if the caller may see it; or why not.</summary>
    internal static async Task<(Certificate?, ProblemHttpResult?)> FindCertificateAsync(
        this TrainingDbContext db,
        Guid id,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        var certificate = await db
            .Certificates.AsNoTracking()
            .SingleOrDefaultAsync(each => each.Id == id, cancellationToken);
        if (certificate is null)
            return (null, CertificateProblems.NotFound.Result(id));
        if (caller.MayTouch(certificate.IssuerPath))
            return (certificate, null);
        var path = await db
            .Members.Where(member => member.Id == certificate.MemberId)
            .Select(member => member.UnitPath)
            .SingleOrDefaultAsync(cancellationToken);
        return path is not null && caller.MayTouch(path)
            ? (certificate, null)
            : (null, CommonProblems.UnitOutOfScope.Result(certificate.IssuerUnit));
    }
}
