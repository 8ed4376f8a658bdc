using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Files;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Reporting.Exports;

public static class ExportsEndpoints
{
    public static void AddExports(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddFiles<ReportingDbContext>(
            "reporting",
            db => db.ExportJobs.Where(job => job.FileHash != null).Select(job => job.FileHash!)
        );
        builder.Services.AddScoped<WaitingExports>();
        builder.Services.AddHostedService<ExportWorker>();
    }

    public static void MapExports(this IEndpointRouteBuilder app)
    {
        var exports = app.MapNoun("/v1/exports").RequireScope(Scopes.ReportingRead);

        exports.MapPost("/", AskExport.Handle).ReadsIdempotencyKey();
        exports.MapGet("/", ListExports.Handle);
        exports.MapGet("/{id:guid}", GetExport.Handle);
        exports
            .MapGet("/{id:guid}/content", GetExportContent.Handle)
            .Produces<Stream>(200, "text/csv", BulkFormats.Xlsx);
    }
}
