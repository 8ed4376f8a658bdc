using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Activity.ObstacleCauses;

public static class ObstacleCausesEndpoints
{
    public static void MapObstacleCauses(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/obstacles/causes").RequireScope(Scopes.ActivityRead);
        var writing = app.MapNoun("/v1/obstacles/causes").RequireScope(Scopes.ActivityCatalogue);

        reading.MapGet("/", ListCauses.Handle);
        writing.MapPut("/{code}", SetCause.Handle);
    }
}
