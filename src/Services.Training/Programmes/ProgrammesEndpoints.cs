using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Training.Programmes;

public static class ProgrammesEndpoints
{
    public static void MapProgrammes(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/training-programmes").RequireScope(Scopes.TrainingRead);
        var writing = app.MapNoun("/v1/training-programmes").RequireScope(Scopes.TrainingWrite);

        reading.MapGet("/", ListProgrammes.Handle).TakesOnly("topic", TrainingCatalogue.TopicCodes);
        reading.MapGet("/topics", ListTrainingTopics.Handle);
        reading.MapGet("/{id:guid}", GetProgramme.Handle);
        writing.MapPost("/", CreateProgramme.Handle).ReadsIdempotencyKey();
        writing.MapPut("/{id:guid}", ChangeProgramme.Handle).ReadsIfMatch();
    }
}
