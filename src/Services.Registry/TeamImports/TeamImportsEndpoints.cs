using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.Teams;

namespace CongNgheSo.Services.Registry.TeamImports;

public static class TeamImportsEndpoints
{
    public static void AddTeamImports(this IServiceCollection services)
    {
        services.AddSingleton<TeamImportRules>();
        services.AddSingleton<TeamImportSignal>();
        services.AddHostedService<TeamImportWorker>();
    }

    public static void MapTeamImports(this IEndpointRouteBuilder app)
    {
        var imports = app.MapNoun("/v1/team-imports").RequireScope(Scopes.RegistryWrite);

        imports
            .MapPost("/", ImportTeams.Handle)
            .Accepts<RegisterTeamRequest[]>("application/json", "application/x-ndjson", "text/csv", BulkFormats.Xlsx)
            .ReadsIdempotencyKey();
        imports.MapGet("/", ListTeamImports.Handle);
        imports.MapGet("/{id:guid}", GetTeamImport.Handle);
        imports.MapGet("/{id:guid}/errors", ListTeamImportErrors.Handle);
        imports
            .MapGet("/{id:guid}/rejected-rows", GetRejectedRows.Handle)
            .Produces<Stream>(200, "text/csv", BulkFormats.Xlsx, "application/x-ndjson", "application/json");
    }
}
