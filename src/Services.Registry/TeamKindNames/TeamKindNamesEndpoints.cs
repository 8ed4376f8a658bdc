using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Registry.TeamKindNames;

public static class TeamKindNamesEndpoints
{
    public static void MapTeamKindNames(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/team-kinds").RequireScope(Scopes.RegistryRead);
        var writing = app.MapNoun("/v1/team-kinds").RequireScope(Scopes.RegistryWrite);

        reading.MapGet("/", ListTeamKinds.Handle);
        writing.MapPut("/{code}/names/{unit}", NameTeamKind.Handle);
    }
}
