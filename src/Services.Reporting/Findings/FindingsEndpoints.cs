using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Reporting.Findings;

public static class FindingsEndpoints
{
    public static void AddFindings(this IServiceCollection services)
    {
        services.AddScoped<FindingCheck>();
        services.AddScoped<FindingChange>();
        services.AddHostedService<FindingClock>();
    }

    public static void MapFindings(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/findings").RequireScope(Scopes.ReportingRead);
        var writing = app.MapNoun("/v1/findings").RequireScope(Scopes.FindingsWrite);

        reading.MapGet("/", ListFindings.Handle).Exports("findings", FindingExport.Columns);
        reading.MapGet("/{id:guid}", GetFinding.Handle);
        reading.MapGet("/rules", ListFindingRules.Handle);
        writing.MapPut("/{id:guid}/assignment", AssignFinding.Handle).ReadsIfMatch();
        writing.MapPut("/{id:guid}/dismissal", DismissFinding.Handle).ReadsIfMatch();
        writing.MapPut("/rules/{code}", ChangeFindingRule.Handle);
        writing.MapPost("/checks", RunFindingCheck.Handle);
    }
}
