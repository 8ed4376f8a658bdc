using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Activity.ObstacleDeadlines;

public static class ObstacleDeadlinesEndpoints
{
    public static void MapObstacleDeadlines(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/obstacles/deadlines").RequireScope(Scopes.ActivityRead);
        var writing = app.MapNoun("/v1/obstacles/deadlines").RequireScope(Scopes.ActivityCatalogue);

        reading.MapGet("/", GetDeadlines.Handle);
        writing.MapPut("/{unit}", SetDeadlines.Handle);
    }
}
