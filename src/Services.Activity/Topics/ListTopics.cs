using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.Topics;

/// <summary>Everything that an activity's coded fields can say.</summary>
public sealed record TopicsResponse(
    IReadOnlyList<CatalogueEntry> Topics,
    IReadOnlyList<CatalogueEntry> Forms,
    IReadOnlyList<CatalogueEntry> Audiences,
    IReadOnlyList<CatalogueEntry> Outcomes
);

public static class ListTopics
{
    /// <summary>Lists the codes of topics, forms, audiences and outcomes with their names.</summary>
    public static Ok<TopicsResponse> Handle() =>
        TypedResults.Ok(
            new TopicsResponse(
                ActivityCatalogue.Topics,
                ActivityCatalogue.Forms,
                ActivityCatalogue.Audiences,
                ActivityCatalogue.Outcomes
            )
        );
}
