using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.Teams;

namespace CongNgheSo.Services.Registry.TeamImports;

public static class TeamImportsEndpoints
{
    public static void MapTeamImports(this IEndpointRouteBuilder app) =>
        app.MapNoun("/v1/team-imports")
            .RequireScope(Scopes.RegistryWrite)
            .MapPost("/", ImportTeams.Handle)
            .AcceptsRows<RegisterTeamRequest>();
}
