using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Training.Topics;

public static class TrainingTopicsEndpoints
{
    public static void MapTrainingTopics(this IEndpointRouteBuilder app)
    {
        var reading = app.WithFreshTopics().MapNoun("/v1/training-topics").RequireScope(Scopes.TrainingRead);
        var writing = app.WithFreshTopics().MapNoun("/v1/training-topics").RequireScope(Scopes.TrainingCatalogue);

        reading.MapGet("/", ListTrainingTopics.Handle);
        reading
            .MapGet("/entries", ListTrainingEntries.Handle)
            .TakesOnly("kind", TrainingEntryKinds.All)
            .Exports("training-topics", TrainingEntryExport.Columns);
        reading.MapGet("/entries/{kind}/{code}", GetTrainingEntry.Handle);
        writing.MapPost("/entries", AddTrainingEntry.Handle);
        writing.MapPut("/entries/{kind}/{code}", ChangeTrainingEntry.Handle).ReadsIfMatch();
    }
}
