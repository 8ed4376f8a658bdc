using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Registry.SupportPoints;

public static class SupportPointsEndpoints
{
    public static void MapSupportPoints(this IEndpointRouteBuilder app)
    {
        const string path = "/v1/units/{code}/support-point";
        app.MapNoun(path).RequireScope(Scopes.RegistryRead).MapGet("/", GetSupportPoint.Handle);
        app.MapNoun(path)
            .RequireScope(Scopes.RegistryWrite)
            .MapPut("/", NameSupportPoint.Handle)
            .ReadsIfMatch(required: false);
    }
}
