using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.Units;

namespace CongNgheSo.Services.Registry.UnitImports;

public static class UnitImportsEndpoints
{
    public static void MapUnitImports(this IEndpointRouteBuilder app)
    {
        var catalogue = app.MapNoun("/v1/unit-imports").RequireScope(Scopes.CatalogueWrite);
        var writing = app.MapNoun("/v1/unit-imports").RequireScope(Scopes.RegistryWrite);

        catalogue.MapPost("/", ImportCatalogue.Handle).AcceptsRows<CatalogueRow>();
        catalogue.MapPost("/aliases", ImportUnitAliases.Handle).AcceptsRows<UnitAliasRow>();
        writing.MapPost("/villages", ImportVillages.Handle).AcceptsRows<RegisterVillageRequest>();
    }
}
