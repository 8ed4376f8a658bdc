using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.Topics;

/// <summary>Everything that the coded fields of a team's activity can say on a day; the nation's first, then by code.</summary>
/// <param name="Topics">The three pillars and the five skills.</param>
/// <param name="Forms">How an activity is held.</param>
/// <param name="Audiences">For whom.</param>
/// <param name="Outcomes">Which results are counted; their codes are indicators of the totals.</param>
/// <param name="Channels">Through what an activity was held that was not held in person.</param>
public sealed record TopicsResponse(
    IReadOnlyList<CatalogueEntryResponse> Topics,
    IReadOnlyList<CatalogueEntryResponse> Forms,
    IReadOnlyList<CatalogueEntryResponse> Audiences,
    IReadOnlyList<CatalogueEntryResponse> Outcomes,
    IReadOnlyList<CatalogueEntryResponse> Channels
);

public static class ListTopics
{
    /// <summary>Lists what activities can say, with names and bounds: topics, forms, audiences, outcomes and channels.</summary>
    /// <param name="unit">Code of a unit: what its teams can say, the entries of its province included; the caller's where absent.</param>
    /// <param name="asOf">The day of the activity, and on which the unit bears that code (yyyy-MM-dd); today where absent.</param>
    public static async Task<Results<Ok<TopicsResponse>, ProblemHttpResult>> Handle(
        Caller caller,
        ActivityDbContext db,
        ActivityCatalogue catalogue,
        TimeProvider clock,
        string? unit = null,
        DateOnly? asOf = null,
        CancellationToken cancellationToken = default
    )
    {
        var day = asOf ?? clock.Today();
        string? province = null;
        if ((unit ?? caller.Unit) is var code && code != UnitPath.Nation)
        {
            var place = await db.FindUnitAsync(code, day, cancellationToken);
            if (place is null && unit is not null)
                return CatalogueProblems.UnitUnknown.Result(unit, day);
            if (place is not null)
                province = (await db.ProvincesOfAsync([place.Id], clock.Today(), cancellationToken)).GetValueOrDefault(
                    place.Id
                );
        }
        var now = catalogue.Current;
        return TypedResults.Ok(
            new TopicsResponse(
                Entries(CatalogueKinds.Topic),
                Entries(CatalogueKinds.Form),
                Entries(CatalogueKinds.Audience),
                Entries(CatalogueKinds.Outcome),
                Entries(CatalogueKinds.Channel)
            )
        );

        CatalogueEntryResponse[] Entries(string kind) =>
            [.. now.InForce(kind, day, province).Select(CatalogueEntryResponse.Of)];
    }
}
