using System.Text.Json.Serialization;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>A unit's figures over time.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Granularity">total, day, month, quarter or year.</param>
/// <param name="Boundaries">asWas: with the units that stood below it on each day; today: with those that do now.</param>
/// <param name="Total">Figures of the whole period by indicator code; what is not there is 0.</param>
/// <param name="Computed">
/// Indicators that are worked out from others, of those asked for by code: from the sums of the whole period. Null where it
/// cannot be told: divided by nothing, not in force on the last day, or a reference figure is missing. Absent where none was
/// asked for.
/// </param>
/// <param name="Comparison">The period that it is compared with; absent where that was not asked for.</param>
/// <param name="VillagesUnassigned">
/// Villages below the unit today whose commune was divided and that nobody has assigned yet: they count under the old
/// commune, in the province, and in none of the new communes.
/// </param>
/// <param name="Periods">The same by period, oldest first, none left out; empty for "total".</param>
public sealed record RollupResponse(
    RollupUnit Unit,
    DateOnly From,
    DateOnly To,
    string Granularity,
    string Boundaries,
    IReadOnlyDictionary<string, long> Total,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        IReadOnlyDictionary<string, decimal?>? Computed,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RollupComparison? Comparison,
    int VillagesUnassigned,
    IReadOnlyList<RollupPeriod> Periods
);

/// <param name="Code">The unit's code.</param>
/// <param name="FullName">Name with the type.</param>
/// <param name="Level">0 nation, 1 province, 2 district, 3 commune, 4 village.</param>
public sealed record RollupUnit(string Code, string FullName, int Level);

/// <param name="From">First day of the period, within the days asked for.</param>
/// <param name="To">Last day of the period, within the days asked for.</param>
/// <param name="Figures">Sums over the period by indicator code; stocks (teams, members ...) as at its end.</param>
/// <param name="Computed">As of the whole, from the sums of this period.</param>
public sealed record RollupPeriod(
    DateOnly From,
    DateOnly To,
    IReadOnlyDictionary<string, long> Figures,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        IReadOnlyDictionary<string, decimal?>? Computed
);

/// <summary>Another period beside the one asked for.</summary>
/// <param name="From">Its first day.</param>
/// <param name="To">Its last day.</param>
/// <param name="Total">Its figures.</param>
/// <param name="Computed">Its worked out indicators.</param>
/// <param name="Difference">The figures asked for, less those of this period; what is not there is 0.</param>
/// <param name="DifferencePercent">The difference in per cent of this period's figure, one decimal; absent of 0.</param>
public sealed record RollupComparison(
    DateOnly From,
    DateOnly To,
    IReadOnlyDictionary<string, long> Total,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        IReadOnlyDictionary<string, decimal?>? Computed,
    IReadOnlyDictionary<string, long> Difference,
    IReadOnlyDictionary<string, decimal> DifferencePercent
);
