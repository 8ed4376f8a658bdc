using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Training.Certificates;

public static class PrintCertificate
{
    public const string MediaType = "application/pdf";

    /// <summary>The certificate as the paper to print: PDF, A4 landscape, with a QR code of its verification page.</summary>
    /// <remarks>
    /// Needs the scope members.read as well (403 without); that it was read is kept on record. Where the name was erased
    /// the paper says so, and one that was revoked is marked.
    /// </remarks>
    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Handle(
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
        if (!caller.Scopes.Contains(Scopes.MembersRead))
            return CommonProblems.ScopeMissing.Result();
        await db.RecordReadingAsync(caller, [certificate], CertificateReading.Document, clock, cancellationToken);
        response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(
            CertificatePaper.Print(certificate, address.Of(certificate)),
            MediaType,
            $"{certificate.Number.Replace('/', '-')}.pdf"
        );
    }
}
