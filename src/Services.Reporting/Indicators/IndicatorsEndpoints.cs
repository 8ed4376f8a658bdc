using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Reporting.Indicators;

public static class IndicatorsEndpoints
{
    public static void MapIndicators(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/indicators").RequireScope(Scopes.ReportingRead);
        var writing = app.MapNoun("/v1/indicators").RequireScope(Scopes.ReportsDefine);

        reading.MapGet("/", ListIndicators.Handle).TakesOnly("kind", IndicatorKinds.All);
        reading.MapGet("/{code}", GetIndicator.Handle);
        writing.MapPost("/", DefineIndicator.Handle);
        writing.MapPut("/{code}", ChangeIndicator.Handle).ReadsIfMatch();
    }
}
