using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Registry.UnitFigures;

public static class UnitFiguresEndpoints
{
    public static void MapUnitFigures(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/unit-figures").RequireScope(Scopes.RegistryRead);
        var writing = app.MapNoun("/v1/unit-figures").RequireScope(Scopes.RegistryWrite);

        reading.MapGet("/", ListUnitFigures.Handle).Exports("unit-figures", UnitFigureExport.Columns);
        reading.MapGet("/{unit}", GetUnitFigures.Handle);
        writing.MapPost("/", ImportUnitFigures.Handle).AcceptsRows<ImportUnitFigureRequest>();
        writing.MapPut("/{unit}/{figure}/{validFrom}", RecordUnitFigure.Handle).ReadsIfMatch(required: false);
    }
}
