using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Training.Topics;

namespace CongNgheSo.Services.Training.Sessions;

public static class SessionsEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/training-sessions").RequireScope(Scopes.TrainingRead);
        var writing = app.WithFreshTopics().MapNoun("/v1/training-sessions").RequireScope(Scopes.TrainingWrite);

        reading.MapGet("/", ListSessions.Handle);
        reading.MapGet("/{id:guid}", GetSession.Handle);
        writing.MapPost("/", CreateSession.Handle).ReadsIdempotencyKey();
        writing.MapPut("/{id:guid}", ChangeSession.Handle).ReadsIfMatch();
        writing.MapPut("/{id:guid}/rescheduling", RescheduleSession.Handle).ReadsIfMatch();
        writing.MapPut("/{id:guid}/confirmation", ConfirmSession.Handle);
        writing.MapPut("/{id:guid}/cancellation", CancelSession.Handle).ReadsIfMatch(required: false);
    }
}
