using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Activity.HeldChanges;

public static class HeldChangesEndpoints
{
    public static void MapHeldChanges(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/activities").RequireScope(Scopes.ActivityRead);

        reading.MapGet("/held-changes", ListHeldChanges.Handle).Exports("held-changes", HeldChangeExport.Columns);
        reading.MapGet("/{id:guid}/held-changes", ListHeldChangesOfActivity.Handle);
    }
}
