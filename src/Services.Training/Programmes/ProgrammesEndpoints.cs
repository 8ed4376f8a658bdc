using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Training.Topics;

namespace CongNgheSo.Services.Training.Programmes;

public static class ProgrammesEndpoints
{
    public static void MapProgrammes(this IEndpointRouteBuilder app)
    {
        var reading = app.WithFreshTopics().MapNoun("/v1/training-programmes").RequireScope(Scopes.TrainingRead);
        var writing = app.WithFreshTopics().MapNoun("/v1/training-programmes").RequireScope(Scopes.TrainingWrite);

        reading.MapGet("/", ListProgrammes.Handle).TakesOnlyTopics();
        // From before topics were a noun of their own.
        reading.MapGet("/topics", ListTrainingTopics.Handle).WithName("ListProgrammeTopics");
        reading.MapGet("/{id:guid}", GetProgramme.Handle);
        writing.MapPost("/", CreateProgramme.Handle).ReadsIdempotencyKey();
        writing.MapPut("/{id:guid}", ChangeProgramme.Handle).ReadsIfMatch();
    }
}
