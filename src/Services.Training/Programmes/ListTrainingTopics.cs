using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Training.Programmes;

/// <summary>Everything that the coded fields of programmes and sessions can say.</summary>
public sealed record TrainingTopicsResponse(
    IReadOnlyList<TrainingCatalogueEntry> Topics,
    IReadOnlyList<TrainingCatalogueEntry> Roles,
    IReadOnlyList<TrainingCatalogueEntry> Modes,
    IReadOnlyList<TrainingCatalogueEntry> Organisations
);

public static class ListTrainingTopics
{
    /// <summary>Lists the codes of topics, target roles, modes and trainers' organisations with their names.</summary>
    public static Ok<TrainingTopicsResponse> Handle() =>
        TypedResults.Ok(
            new TrainingTopicsResponse(
                TrainingCatalogue.Topics,
                TrainingCatalogue.Roles,
                TrainingCatalogue.Modes,
                TrainingCatalogue.Organisations
            )
        );
}
