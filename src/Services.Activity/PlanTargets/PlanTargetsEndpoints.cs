using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;
using CongNgheSo.Services.Activity.Topics;

namespace CongNgheSo.Services.Activity.PlanTargets;

public static class PlanTargetsEndpoints
{
    public static void MapPlanTargets(this IEndpointRouteBuilder app)
    {
        const string path = "/v1/plans/{id:guid}/targets";
        var reading = app.MapNoun(path).RequireScope(Scopes.ActivityRead);
        var writing = app.WithFreshCatalogue().MapNoun(path).RequireScope(Scopes.PlansWrite);

        reading.MapGet("/", ListTargets.Handle).Exports("targets", TargetExport.Columns);
        reading.MapGet("/{targetId:guid}/versions", ListTargetVersions.Handle);
        writing.MapPost("/", SetTarget.Handle).ReadsIdempotencyKey();
        writing.MapPut("/{targetId:guid}", ChangeTarget.Handle).ReadsIfMatch();
        writing.MapPut("/{targetId:guid}/withdrawal", WithdrawTarget.Handle).ReadsIfMatch();
        writing.MapPost("/{targetId:guid}/splits", SplitTarget.Handle);
    }
}
