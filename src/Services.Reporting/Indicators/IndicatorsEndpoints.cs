using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Reporting.Indicators;

public static class IndicatorsEndpoints
{
    public static void MapIndicators(this IEndpointRouteBuilder app)
    {
        var indicators = app.MapNoun("/v1/indicators").RequireScope(Scopes.ReportingRead);

        indicators.MapGet("/", ListIndicators.Handle);
    }
}
