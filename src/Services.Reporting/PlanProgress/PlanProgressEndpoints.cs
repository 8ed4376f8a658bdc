using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Reporting.PlanProgress;

public static class PlanProgressEndpoints
{
    public static void MapPlanProgress(this IEndpointRouteBuilder app)
    {
        var progress = app.MapNoun("/v1/plan-progress").RequireScope(Scopes.ReportingRead);

        progress.MapGet("/{unit}", GetPlanProgress.Handle).Exports("plan-progress", PlanProgressExport.Columns);
        progress.MapGet("/{unit}/children", RankChildren.Handle).Exports("plan-progress", PlanProgressExport.Columns);
    }
}
