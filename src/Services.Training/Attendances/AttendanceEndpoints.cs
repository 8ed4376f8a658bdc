using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Training.Attendances;

public static class AttendanceEndpoints
{
    public static void MapAttendance(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/training-sessions/{id:guid}/attendance").RequireScope(Scopes.TrainingRead);
        var writing = app.MapNoun("/v1/training-sessions/{id:guid}/attendance").RequireScope(Scopes.TrainingWrite);

        reading.MapGet("/", ListAttendance.Handle);
        reading.MapGet("/corrections", ListAttendanceCorrections.Handle);
        writing.MapPost("/", RecordAttendance.Handle).AcceptsRows<RecordAttendanceRequest>();
        writing
            .MapPost("/import", ImportAttendance.Handle)
            .Accepts<RecordAttendanceRequest[]>(
                "application/json",
                "application/x-ndjson",
                "text/csv",
                BulkFormats.Xlsx
            );
    }
}
