using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Registry.Units;

public static class UnitsEndpoints
{
    public static void MapUnits(this IEndpointRouteBuilder app)
    {
        // The tree is no secret: every token that reads the registry reads all of it.
        var reading = app.MapNoun("/v1/units").RequireScope(Scopes.RegistryRead);
        var writing = app.MapNoun("/v1/units").RequireScope(Scopes.RegistryWrite);

        reading
            .MapGet("/", ListUnits.Handle)
            .TakesOnly("level", ["0", "1", "2", "3", "4"])
            .Exports("units", UnitExport.Columns);
        reading.MapGet("/{code}", GetUnit.Handle);
        reading.MapGet("/{code}/children", ListUnitChildren.Handle).Exports("units", UnitExport.Columns);
        reading.MapGet("/{code}/lineage", GetUnitLineage.Handle);
        writing.MapPost("/", RegisterVillage.Handle);
    }
}
