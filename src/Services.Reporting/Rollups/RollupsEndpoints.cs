using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Reporting.Rollups;

public static class RollupsEndpoints
{
    public static void MapRollups(this IEndpointRouteBuilder app)
    {
        var rollups = app.MapNoun("/v1/rollups").RequireScope(Scopes.ReportingRead);

        rollups.MapGet("/{unit}", GetRollup.Handle);
    }
}
