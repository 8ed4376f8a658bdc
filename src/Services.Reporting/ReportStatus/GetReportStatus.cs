using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Reporting.Reports;
using CongNgheSo.Services.Reporting.Rollups;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

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

public static class GetReportStatus
{
    /// <summary>Completeness and timeliness of a period's reports, by level, for a unit and each unit directly below it.</summary>
    /// <param name="definition">Code of the definition.</param>
    /// <param name="period">Name of the period ("2026-07").</param>
    /// <param name="unit">Code of the unit on the last day of the period; the caller's where absent.</param>
    /// <param name="asOf">The day (yyyy-MM-dd), to its end; today where absent.</param>
    public static async Task<Results<Ok<ReportStatusResponse>, ProblemHttpResult>> Handle(
        string definition,
        string period,
        Caller caller,
        ReportingDbContext db,
        TimeProvider clock,
        string? unit = null,
        DateOnly? asOf = null,
        CancellationToken cancellationToken = default
    )
    {
        var day = asOf ?? clock.Today();
        var (found, problem) = await db.FindPeriodAsync(definition, period, cancellationToken);
        if (found is null)
            return problem!;
        var code = unit ?? caller.Unit;
        var place = await db.FindUnitAsync(code, found.To, cancellationToken);
        if (place is null)
            return RollupProblems.UnitUnknown.Result(code, found.To);
        if (!caller.MayTouch(place.Path))
            return CommonProblems.UnitOutOfScope.Result(code);
        var below = place.Path + "/";
        var standings = await db.StandingsOn(found.Id, day)
            .Where(report => report.UnitPath == place.Path || report.UnitPath.StartsWith(below))
            .ToListAsync(cancellationToken);
        var names = standings.ToDictionary(report => report.UnitPath, report => report.UnitName);
        var children = standings
            .Where(report => report.UnitPath != place.Path)
            .GroupBy(report => below + report.UnitPath[below.Length..].Split('/')[0])
            .OrderBy(child => child.Key, StringComparer.Ordinal)
            .Select(child => Of(child.Key, names.GetValueOrDefault(child.Key), child, day));
        return TypedResults.Ok(
            new ReportStatusResponse(
                definition,
                period,
                day,
                Of(place.Path, place.FullName, standings, day),
                [.. children]
            )
        );
    }

    private static UnitStatus Of(string path, string? name, IEnumerable<Standing> reports, DateOnly day) =>
        new(
            path.Split('/')[^1],
            name,
            [.. reports.GroupBy(report => report.Level).OrderBy(level => level.Key).Select(level => Of(level, day))]
        );

    private static LevelStatus Of(IGrouping<int, Standing> level, DateOnly day)
    {
        var expected = level.Count();
        var submitted = level.Count(report => report.SubmittedOn is not null);
        var onTime = level.Count(report => report.SubmittedOn <= report.DueOn);
        return new LevelStatus(
            level.Key,
            expected,
            submitted,
            onTime,
            submitted - onTime,
            level.Count(report => report.IsAccepted),
            expected - submitted,
            level.Count(report => report.SubmittedOn is null && report.DueOn < day),
            PerCent(submitted, expected),
            PerCent(onTime, expected)
        );
    }

    private static decimal PerCent(int part, int whole) =>
        Math.Round(100m * part / whole, 1, MidpointRounding.AwayFromZero);
}
