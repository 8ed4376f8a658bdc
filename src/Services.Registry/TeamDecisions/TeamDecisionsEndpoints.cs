using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Registry.TeamDecisions;

public static class TeamDecisionsEndpoints
{
    public static void MapTeamDecisions(this IEndpointRouteBuilder app) =>
        app.MapNoun("/v1/teams/{id:guid}/decisions")
            .RequireScope(Scopes.RegistryRead)
            .MapGet("/", ListTeamDecisions.Handle)
            .Exports("team-decisions", TeamDecisionExport.Columns);
}
