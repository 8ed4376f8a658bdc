using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Activity.InitiativeApplications;

public static class InitiativeApplicationsEndpoints
{
    public static void MapInitiativeApplications(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/initiatives/{id:guid}/applications").RequireScope(Scopes.ActivityRead);
        var writing = app.MapNoun("/v1/initiatives/{id:guid}/applications").RequireScope(Scopes.ActivityWrite);

        reading
            .MapGet("/", ListApplications.Handle)
            .Exports("initiative-applications", InitiativeApplicationResponse.Columns);
        reading.MapGet("/summary", CountApplications.Handle);
        reading.MapGet("/{applicationId:guid}", GetApplication.Handle);
        writing.MapPost("/", ApplyInitiative.Handle).ReadsIdempotencyKey();
        writing.MapPut("/{applicationId:guid}/withdrawal", WithdrawApplication.Handle).ReadsIfMatch();
    }
}
