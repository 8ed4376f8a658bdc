using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Training.Programmes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Training.Topics;

/// <summary>Everything that the coded fields of programmes and sessions can say on a day; the nation's first, then by code.</summary>
/// <param name="Topics">What training can be about.</param>
/// <param name="Roles">Roles of members, whom training can be for.</param>
/// <param name="Modes">How a session is held.</param>
/// <param name="Organisations">Who sends trainers.</param>
public sealed record TrainingTopicsResponse(
    IReadOnlyList<TrainingCatalogueEntry> Topics,
    IReadOnlyList<TrainingCatalogueEntry> Roles,
    IReadOnlyList<TrainingCatalogueEntry> Modes,
    IReadOnlyList<TrainingCatalogueEntry> Organisations
);

public static class ListTrainingTopics
{
    /// <summary>Lists the codes of topics, target roles, modes and trainers' organisations with their names.</summary>
    /// <param name="unit">Code of a unit: what it can name, the entries of its province included; the caller's where absent.</param>
    /// <param name="asOf">The day of the session, and on which the unit bears that code (yyyy-MM-dd); today where absent.</param>
    public static async Task<Results<Ok<TrainingTopicsResponse>, ProblemHttpResult>> Handle(
        Caller caller,
        TrainingDbContext db,
        TrainingTopics topics,
        TimeProvider clock,
        string? unit = null,
        DateOnly? asOf = null,
        CancellationToken cancellationToken = default
    )
    {
        var day = asOf ?? clock.Today();
        var place = await db.FindUnitAsync(unit ?? caller.Unit, day, cancellationToken);
        if (place is null && unit is not null)
            return TrainingTopicProblems.UnitUnknown.Result(unit, day);
        var province = UnitPath.Nation;
        if (place is not null)
        {
            // Entries are of the province in which their owner stands today.
            var chains = await db.ChainsAsync([place.Id], clock.Today(), cancellationToken);
            province = chains[place.Id].Province?.Code ?? UnitPath.Nation;
        }
        return TypedResults.Ok(
            new TrainingTopicsResponse(
                Named(TrainingEntryKinds.Topic),
                TrainingCatalogue.Roles,
                TrainingCatalogue.Modes,
                Named(TrainingEntryKinds.Organisation)
            )
        );

        TrainingCatalogueEntry[] Named(string kind) =>
            [
                .. topics
                    .Current.InForce(kind, day, province)
                    .Select(entry => new TrainingCatalogueEntry(entry.Code, entry.Vi, entry.En)),
            ];
    }
}
