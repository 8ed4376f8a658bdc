namespace CongNgheSo.Services.Training.Coverage;

/// <summary>How far training has reached in a unit, by today's tree.</summary>
/// <param name="Code">Code of the unit.</param>
/// <param name="FullName">Its name with the type.</param>
/// <param name="Level">0 nation, 1 province, 2 district, 3 commune, 4 village.</param>
/// <param name="Members">Members in being on the last day of the period.</param>
/// <param name="Trained">Those of them who attended at least one session in the period.</param>
/// <param name="Attendances">Attendances in the period, whoever attended twice counting twice, members since left too.</param>
/// <param name="Share">Trained as a share of members, 0 to 1, four decimals; null where there are no members.</param>
/// <param name="Due">Entries of /v1/training-needs on the last day of the period that are still in time.</param>
/// <param name="Overdue">Those that no longer are.</param>
public sealed record UnitCoverage(
    string Code,
    string FullName,
    int Level,
    long Members,
    long Trained,
    long Attendances,
    decimal? Share,
    long Due,
    long Overdue
);

/// <summary>How far training in one topic has reached; an attendance counts for each topic of its session.</summary>
/// <param name="Topic">Code of the topic.</param>
/// <param name="Trained">Members in being who attended at least one session on it in the period.</param>
/// <param name="Attendances">Attendances at sessions on it.</param>
/// <param name="Share">Trained as a share of the unit's members, 0 to 1, four decimals; null where there are none.</param>
/// <param name="Due">Members who need it and are still in time.</param>
/// <param name="Overdue">Members who need it and no longer are.</param>
public sealed record TopicCoverage(
    string Topic,
    long Trained,
    long Attendances,
    decimal? Share,
    long Due,
    long Overdue
);

/// <summary>How far training has reached those of one role; fields as of a unit.</summary>
/// <param name="Role">"leader", "deputy" or "member", as it is today.</param>
public sealed record RoleCoverage(
    string Role,
    long Members,
    long Trained,
    long Attendances,
    decimal? Share,
    long Due,
    long Overdue
);

/// <summary>Coverage of a unit and of each of its children.</summary>
/// <param name="From">First day of the period; null for the beginning.</param>
/// <param name="To">Last day of the period.</param>
/// <param name="Unit">The unit as a whole.</param>
/// <param name="Children">Each unit right below it, in the order of their codes.</param>
/// <param name="Topics">The unit by topic: those attended or needed, in the order of their codes.</param>
/// <param name="Roles">The unit by role.</param>
public sealed record CoverageResponse(
    DateOnly? From,
    DateOnly To,
    UnitCoverage Unit,
    IReadOnlyList<UnitCoverage> Children,
    IReadOnlyList<TopicCoverage> Topics,
    IReadOnlyList<RoleCoverage> Roles
);

/// <summary>The figures that can be added up.</summary>
internal readonly record struct Sums(long Members, long Trained, long Attendances, long Due, long Overdue)
{
    public decimal? Share => ShareOf(Trained, Members);

    public static decimal? ShareOf(long trained, long members) =>
        members == 0 ? null : Math.Round((decimal)trained / members, 4);

    public static Sums Of(IEnumerable<FigureRow> figures, IEnumerable<NeedRow> needs)
    {
        var sums = default(Sums);
        foreach (var row in figures)
            sums = sums with
            {
                Members = sums.Members + row.Members,
                Trained = sums.Trained + row.Trained,
                Attendances = sums.Attendances + row.Attendances,
            };
        foreach (var row in needs)
            sums = row.IsOverdue
                ? sums with
                {
                    Overdue = sums.Overdue + row.Count,
                }
                : sums with
                {
                    Due = sums.Due + row.Count,
                };
        return sums;
    }
}
