using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Training.Registrations;

public static class RegistrationsEndpoints
{
    private const string Path = "/v1/training-sessions/{id:guid}/registrations";

    public static void MapRegistrations(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun(Path).RequireScope(Scopes.TrainingRead);
        var writing = app.MapNoun(Path).RequireScope(Scopes.TrainingWrite);

        reading
            .MapGet("/", ListRegistrations.Handle)
            .TakesOnly("standing", ListRegistrations.Standings)
            .Exports("registrations", ListRegistrations.Columns);
        reading.MapGet("/{memberId:guid}", GetRegistration.Handle);
        writing.MapPost("/", RegisterMembers.Handle).AcceptsRows<RegisterMemberRequest>();
        writing.MapPut("/{memberId:guid}", RegisterMember.Handle);
        writing.MapPut("/{memberId:guid}/withdrawal", WithdrawRegistration.Handle);
    }
}
