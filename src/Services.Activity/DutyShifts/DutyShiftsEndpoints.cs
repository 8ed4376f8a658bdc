using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Activity.DutyShifts;

public static class DutyShiftsEndpoints
{
    private const string Shift = "/{id:guid}/shifts/{shiftId:guid}";

    public static void MapDutyShifts(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/duty-rosters").RequireScope(Scopes.ActivityRead);
        var writing = app.MapNoun("/v1/duty-rosters").RequireScope(Scopes.ActivityWrite);

        reading.MapGet("/shifts", ListDutyShifts.Handle).Exports("duty-shifts", DutyShiftExport.Columns);
        reading.MapGet("/breaches", ListDutyBreaches.Handle).Exports("duty-breaches", DutyBreachExport.Columns);
        reading
            .MapGet("/{id:guid}/shifts", ListDutyShifts.HandleOfRoster)
            .Exports("duty-shifts", DutyShiftExport.Columns);
        reading
            .MapGet("/{id:guid}/breaches", ListDutyBreaches.HandleOfRoster)
            .Exports("duty-breaches", DutyBreachExport.Columns);
        reading.MapGet("/{id:guid}/summary", SummariseDutyRoster.Handle);
        reading.MapGet("/{id:guid}/sheet", DownloadDutySheet.Handle);
        reading.MapGet(Shift, GetDutyShift.Handle);
        reading.MapGet(Shift + "/changes", ListDutyShiftChanges.Handle);
        writing.MapPut("/{id:guid}/rotation", RotateDuties.Handle).ReadsIfMatch(required: false);
        writing.MapPost("/{id:guid}/shifts", AddDutyShift.Handle).ReadsIdempotencyKey();
        writing.MapPut(Shift + "/swap", SwapDutyShifts.Handle).ReadsIfMatch();
        writing.MapPut(Shift + "/absence", RecordDutyAbsence.Handle).ReadsIfMatch();
        writing.MapPut(Shift + "/attendance", ConfirmDuty.Handle).ReadsIfMatch();
        writing.MapPut(Shift + "/withdrawal", WithdrawDutyShift.Handle).ReadsIfMatch();
        writing.MapPut(Shift + "/activities/{activityId:guid}", LinkDutyActivity.Handle);
        writing.MapDelete(Shift + "/activities/{activityId:guid}", LinkDutyActivity.HandleRemoval);
    }
}
