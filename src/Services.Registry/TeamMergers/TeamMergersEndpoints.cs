using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Registry.TeamMergers;

public static class TeamMergersEndpoints
{
    public static void MapTeamMergers(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/team-mergers").RequireScope(Scopes.RegistryRead);
        var writing = app.MapNoun("/v1/team-mergers").RequireScope(Scopes.RegistryWrite);

        writing.MapPost("/", MergeTeams.Handle).ReadsIdempotencyKey();
        reading.MapGet("/{id:guid}", GetTeamMerger.Handle);
        app.MapNoun("/v1/teams/{id:guid}/lineage").RequireScope(Scopes.RegistryRead).MapGet("/", GetTeamLineage.Handle);
    }
}
