using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Reporting.Reports;
using CongNgheSo.Services.Reporting.Rollups;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.ReportStatus;

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
        var rows = await CountAsync(db, found.Id, place.Path, day, cancellationToken);
        var children = rows.Where(row => row.Branch.Length > 0)
            .GroupBy(row => row.Branch)
            .OrderBy(child => child.Key, StringComparer.Ordinal)
            .Select(child => new UnitStatus(
                child.Key,
                child.Select(row => row.Name).FirstOrDefault(name => name is not null),
                Levels(child)
            ));
        return TypedResults.Ok(
            new ReportStatusResponse(
                definition,
                period,
                day,
                new UnitStatus(place.Code, place.FullName, Levels(rows)),
                [.. children]
            )
        );
    }

    /// <summary>Counts by branch right below a unit, and by level; of the unit itself under the branch "".</summary>
    private static Task<List<BranchCount>> CountAsync(
        ReportingDbContext db,
        Guid periodId,
        string path,
        DateOnly day,
        CancellationToken cancellationToken
    )
    {
        var below = path + "/";
        return db.StandingsOn(periodId, day, below.Count(letter => letter == '/'))
            .Where(report => report.UnitPath == path || report.UnitPath.StartsWith(below))
            .GroupBy(report => new { report.Branch, report.Level })
            .Select(group => new BranchCount(
                group.Key.Branch,
                group.Max(report => report.UnitPath == below + report.Branch ? report.UnitName : null),
                group.Key.Level,
                group.Count(),
                group.Count(report => report.SubmittedOn != null),
                group.Count(report => report.SubmittedOn <= report.DueOn),
                group.Count(report => report.IsAccepted),
                group.Count(report => report.SubmittedOn == null && report.DueOn < day)
            ))
            .ToListAsync(cancellationToken);
    }

    private static IReadOnlyList<LevelStatus> Levels(IEnumerable<BranchCount> rows) =>
        [
            .. rows.GroupBy(row => row.Level)
                .OrderBy(level => level.Key)
                .Select(level =>
                {
                    var (expected, submitted) = (level.Sum(row => row.Expected), level.Sum(row => row.Submitted));
                    var onTime = level.Sum(row => row.OnTime);
                    return new LevelStatus(
                        level.Key,
                        expected,
                        submitted,
                        onTime,
                        submitted - onTime,
                        level.Sum(row => row.Accepted),
                        expected - submitted,
                        level.Sum(row => row.Overdue),
                        PerCent(submitted, expected),
                        PerCent(onTime, expected)
                    );
                }),
        ];

    private static decimal PerCent(int part, int whole) =>
        Math.Round(100m * part / whole, 1, MidpointRounding.AwayFromZero);

    private sealed record BranchCount(
        string Branch,
        string? Name,
        int Level,
        int Expected,
        int Submitted,
        int OnTime,
        int Accepted,
        int Overdue
    );
}
