using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;
using CongNgheSo.Services.Activity.Topics;

namespace CongNgheSo.Services.Activity.Plans;

public static class PlansEndpoints
{
    public static void MapPlans(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/plans").RequireScope(Scopes.ActivityRead);
        var writing = app.WithFreshCatalogue().MapNoun("/v1/plans").RequireScope(Scopes.PlansWrite);

        reading.MapGet("/", ListPlans.Handle).TakesOnly("kind", PlanKinds.All).Exports("plans", PlanExport.Columns);
        reading.MapGet("/concerning", ListConcerningPlans.Handle).Exports("plans", PlanExport.Columns);
        reading.MapGet("/{id:guid}", GetPlan.Handle);
        reading.MapGet("/{id:guid}/versions", ListPlanVersions.Handle);
        writing.MapPost("/", CreatePlan.Handle).ReadsIdempotencyKey();
        writing.MapPut("/{id:guid}", ChangePlan.Handle).ReadsIfMatch();
        writing.MapPut("/{id:guid}/issuance", IssuePlan.Handle).ReadsIfMatch();
        writing.MapPut("/{id:guid}/ending", ClosePlan.End).ReadsIfMatch();
        writing.MapPut("/{id:guid}/withdrawal", ClosePlan.Withdraw).ReadsIfMatch();
    }
}
