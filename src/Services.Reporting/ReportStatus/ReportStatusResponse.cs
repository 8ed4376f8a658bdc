namespace CongNgheSo.Services.Reporting.ReportStatus;

/// <summary>How completely, and how much in time, the units of a level had reported.</summary>
/// <param name="Level">1 province, 2 district, 3 commune, 4 village.</param>
/// <param name="Expected">Units that report.</param>
/// <param name="Submitted">Those whose submission stood: submitted and not returned.</param>
/// <param name="OnTime">Those of them that had submitted by the last day on which they were in time.</param>
/// <param name="Late">Those of them that had not.</param>
/// <param name="Accepted">Those of them that were accepted.</param>
/// <param name="Missing">Those that had not submitted.</param>
/// <param name="Overdue">Those of them whose last day had passed.</param>
/// <param name="Completeness">Submitted of expected, in per cent with one decimal.</param>
/// <param name="Timeliness">On time of expected, in per cent with one decimal.</param>
public sealed record LevelStatus(
    int Level,
    int Expected,
    int Submitted,
    int OnTime,
    int Late,
    int Accepted,
    int Missing,
    int Overdue,
    decimal Completeness,
    decimal Timeliness
);

/// <summary>The same within one unit.</summary>
/// <param name="Code">The unit's code.</param>
/// <param name="FullName">Name with the type; null where it does not report itself.</param>
/// <param name="Levels">Its own level and those below it, the highest first.</param>
public sealed record UnitStatus(string Code, string? FullName, IReadOnlyList<LevelStatus> Levels);

/// <summary>Who had reported on a period by a day.</summary>
/// <param name="Definition">Code of the definition.</param>
/// <param name="Period">Name of the period.</param>
/// <param name="AsOf">The day, to its end (Vietnam time).</param>
/// <param name="Unit">The unit asked for, with all below it.</param>
/// <param name="Children">The same for each unit directly below it.</param>
public sealed record ReportStatusResponse(
    string Definition,
    string Period,
    DateOnly AsOf,
    UnitStatus Unit,
    IReadOnlyList<UnitStatus> Children
);
