using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Registry.Teams;

public static class TeamsEndpoints
{
    public static void MapTeams(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/teams").RequireScope(Scopes.RegistryRead);
        var writing = app.MapNoun("/v1/teams").RequireScope(Scopes.RegistryWrite);

        reading
            .MapGet("/", ListTeams.Handle)
            .TakesOnly("kind", TeamKinds.Names.Keys)
            .Exports("teams", TeamExport.Columns);
        reading.MapGet("/{id:guid}", GetTeam.Handle);
        writing.MapPost("/", RegisterTeam.Handle).ReadsIdempotencyKey();
        writing.MapPut("/{id:guid}", ChangeTeam.Handle).ReadsIfMatch();
        writing.MapPut("/{id:guid}/dissolution", DissolveTeam.Handle);
    }
}
