using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;
using CongNgheSo.Services.Reporting.Reports;

namespace CongNgheSo.Services.Reporting.ReportStatus;

public static class ReportStatusEndpoints
{
    public static void MapReportStatus(this IEndpointRouteBuilder app)
    {
        var status = app.MapNoun("/v1/report-status").RequireScope(Scopes.ReportingRead);

        status.MapGet("/", GetReportStatus.Handle);
        status.MapGet("/units", ListUnitStatus.Handle).Exports("report-status", UnitStatusExport.Columns);
        status
            .MapGet("/missing", ListMissing.Handle)
            .TakesOnly("level", Report.Levels)
            .Exports("missing-reports", MissingExport.Columns);
    }
}
