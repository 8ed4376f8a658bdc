namespace CongNgheSo.Services.Activity.Topics;

/// <summary>Something that an activity can say.</summary>
/// <param name="Kind">"topic", "form", "audience", "outcome" or "channel".</param>
/// <param name="Code">Stable code. An outcome's is also its indicator's in the totals.</param>
/// <param name="Vi">Name in Vietnamese.</param>
/// <param name="En">Name in English.</param>
/// <param name="Version">1 when added; each change adds one. Also the ETag.</param>
/// <param name="Unit">"VN" for every team, or the code of the province that added it for its own.</param>
/// <param name="PartOf">The outcome of which this one counts a part; null for a whole.</param>
/// <param name="MaxCount">Of an outcome: a higher count of one activity is flagged for review; null for no bound.</param>
/// <param name="MaxPeople">Of a form: more people guided by one activity are flagged; null for no bound.</param>
/// <param name="MaxHouseholds">Of a form: more households reached by one activity are flagged; null for no bound.</param>
/// <param name="ValidFrom">First day of activities that may say it.</param>
/// <param name="ValidTo">First day of activities that no longer may; null where no end is set.</param>
public sealed record CatalogueEntryResponse(
    string Kind,
    string Code,
    string Vi,
    string En,
    int Version,
    string Unit,
    string? PartOf,
    int? MaxCount,
    int? MaxPeople,
    int? MaxHouseholds,
    DateOnly ValidFrom,
    DateOnly? ValidTo
)
{
    internal static CatalogueEntryResponse Of(CatalogueEntry entry) =>
        new(
            entry.Kind,
            entry.Code,
            entry.Vi,
            entry.En,
            entry.Version,
            entry.UnitCode,
            entry.PartOf,
            entry.MaxCount,
            entry.MaxPeople,
            entry.MaxHouseholds,
            entry.ValidFrom,
            entry.ValidTo
        );
}
