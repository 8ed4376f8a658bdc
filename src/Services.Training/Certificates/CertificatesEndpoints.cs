using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Training.Certificates;

public static class CertificatesEndpoints
{
    public static void MapCertificates(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/certificates").RequireScope(Scopes.TrainingRead);
        var writing = app.MapNoun("/v1/certificates").RequireScope(Scopes.CertificatesWrite);

        reading
            .MapGet("/", ListCertificates.Handle)
            .TakesOnly("status", ListCertificates.Statuses)
            .Exports("certificates", CertificateExport.Columns);
        reading.MapGet("/summary", SummariseCertificates.Handle);
        reading.MapGet("/{id:guid}", GetCertificate.Handle);
        reading
            .MapGet("/{id:guid}/document", PrintCertificate.Handle)
            .Produces<Stream>(200, PrintCertificate.MediaType);
        writing.MapPost("/", IssueCertificate.Handle).ReadsIdempotencyKey();
        writing.MapPut("/{id:guid}/revocation", RevokeCertificate.Handle).ReadsIfMatch(required: false);

        app.MapNoun("/v1/training-sessions/{id:guid}/certificates")
            .RequireScope(Scopes.CertificatesWrite)
            .MapPost("/", IssueSessionCertificates.Handle)
            .AcceptsRows<IssueSessionCertificateRequest>()
            .ReadsIdempotencyKey();
        app.MapNoun("/v1/certificates/readings")
            .RequireScope(Scopes.MembersAudit)
            .MapGet("/", ListCertificateReadings.Handle);
        // Whoever holds the paper, or reads its code.
        app.MapNoun("/v1/certificates/verification").AllowAnonymous().MapGet("/{code}", VerifyCertificate.Handle);
    }
}
