using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Activity.DutyRosters;

public static class DutyRostersEndpoints
{
    public static void MapDutyRosters(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/duty-rosters").RequireScope(Scopes.ActivityRead);
        var writing = app.MapNoun("/v1/duty-rosters").RequireScope(Scopes.ActivityWrite);

        reading.MapGet("/", ListDutyRosters.Handle).Exports("duty-rosters", DutyRosterExport.Columns);
        reading.MapGet("/{id:guid}", GetDutyRoster.Handle);
        writing.MapPost("/", CreateDutyRoster.Handle).ReadsIdempotencyKey();
        writing.MapPut("/{id:guid}", ChangeDutyRoster.Handle).ReadsIfMatch();
        writing.MapPut("/{id:guid}/publication", PublishDutyRoster.Handle).ReadsIfMatch();
        writing.MapPut("/{id:guid}/closure", CloseDutyRoster.Handle).ReadsIfMatch();
    }
}
