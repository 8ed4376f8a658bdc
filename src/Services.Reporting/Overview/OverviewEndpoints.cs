using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Reporting.Overview;

public static class OverviewEndpoints
{
    public static void MapOverview(this IEndpointRouteBuilder app)
    {
        var overview = app.MapNoun("/v1/overview").RequireScope(Scopes.ReportingRead);

        overview.MapGet("/", GetOverview.Handle);
    }
}
