using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Reporting.ReportDefinitions;

public static class ReportDefinitionsEndpoints
{
    public static void MapReportDefinitions(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/report-definitions").RequireScope(Scopes.ReportingRead);
        var writing = app.MapNoun("/v1/report-definitions").RequireScope(Scopes.ReportsDefine);

        reading.MapGet("/", ListDefinitions.Handle);
        reading.MapGet("/{code}", GetDefinition.Handle);
        reading.MapGet("/{code}/periods", ListPeriods.Handle);
        writing.MapPost("/", CreateDefinition.Handle).ReadsIdempotencyKey();
        writing.MapPut("/{code}", ChangeDefinition.Handle).ReadsIfMatch();
        writing.MapPut("/{code}/periods/{period}", OpenPeriod.Handle);
    }
}
