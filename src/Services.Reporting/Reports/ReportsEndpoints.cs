using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;
using CongNgheSo.Services.Reporting.ReportDocuments;

namespace CongNgheSo.Services.Reporting.Reports;

public static class ReportsEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/reports").RequireScope(Scopes.ReportingRead);
        var writing = app.MapNoun("/v1/reports").RequireScope(Scopes.ReportsWrite);
        var judging = app.MapNoun("/v1/reports").RequireScope(Scopes.ReportsReview);

        reading
            .MapGet("/", ListReports.Handle)
            .TakesOnly("level", Report.Levels)
            .Exports("reports", ReportExport.Columns);
        reading.MapGet("/{id:guid}", GetReport.Handle);
        reading.MapGet("/{id:guid}/steps", ListReportSteps.Handle);
        reading
            .MapGet("/{id:guid}/document", GetReportDocument.Handle)
            .Produces<Stream>(200, GetReportDocument.Pdf, BulkFormats.Xlsx);
        reading.MapGet("/{id:guid}/differences", ListDifferences.Handle);
        writing.MapPut("/{id:guid}", WriteReport.Handle).ReadsIfMatch();
        writing.MapPut("/{id:guid}/submission", SubmitReport.Handle).ReadsIfMatch();
        judging.MapPut("/{id:guid}/acceptance", AcceptReport.Handle).ReadsIfMatch();
        judging.MapPut("/{id:guid}/return", ReturnReport.Handle).ReadsIfMatch();
        judging.MapPut("/{id:guid}/revision", ReopenReport.Handle).ReadsIfMatch();
    }
}
