using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Reporting.Rollups;

public static class RollupsEndpoints
{
    public static void MapRollups(this IEndpointRouteBuilder app)
    {
        var rollups = app.MapNoun("/v1/rollups").RequireScope(Scopes.ReportingRead);

        rollups.MapGet("/{unit}", GetRollup.Handle).TakesOnly("compare", RollupComparisons.All);
        rollups
            .MapGet("/{unit}/ranking", RankUnits.Handle)
            .TakesOnly("order", Ranking.Orders)
            .TakesOnly("compare", RollupComparisons.All)
            .Exports("ranking", RankedUnitExport.Columns);
        rollups.MapGet("/{unit}/standing", GetStanding.Handle);
    }
}
