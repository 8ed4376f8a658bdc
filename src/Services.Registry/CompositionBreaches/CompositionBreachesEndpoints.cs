using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;
using CongNgheSo.Services.Registry.Teams;

namespace CongNgheSo.Services.Registry.CompositionBreaches;

public static class CompositionBreachesEndpoints
{
    public static void MapCompositionBreaches(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/composition-breaches").RequireScope(Scopes.RegistryRead);

        reading
            .MapGet("/", ListBreaches.Handle)
            .TakesOnly("kind", TeamKinds.Names.Keys)
            .Exports("composition-breaches", BreachExport.Columns);
        reading.MapGet("/summary", CountBreaches.Handle);
    }
}
