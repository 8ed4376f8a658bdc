using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Registry.Equipment;

public static class EquipmentEndpoints
{
    public static void MapEquipment(this IEndpointRouteBuilder app)
    {
        const string path = "/v1/teams/{id:guid}/equipment";
        app.MapNoun(path).RequireScope(Scopes.RegistryRead).MapGet("/", GetEquipment.Handle);
        app.MapNoun(path)
            .RequireScope(Scopes.RegistryWrite)
            .MapPut("/", ReplaceEquipment.Handle)
            .ReadsIfMatch(required: false);
    }
}
