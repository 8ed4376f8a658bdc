using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;
using CongNgheSo.Services.Reporting.Reports;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.ReportStatus;

/// <summary>A unit that had not reported.</summary>
/// <param name="ReportId">Id of its report.</param>
/// <param name="Code">The unit's code.</param>
/// <param name="FullName">Name with the type.</param>
/// <param name="Path">Codes from the nation down to it.</param>
/// <param name="Level">1 province, 2 district, 3 commune, 4 village.</param>
/// <param name="DueOn">The last day on which it is in time.</param>
/// <param name="Overdue">True where that day had passed.</param>
public sealed record MissingReport(
    Guid ReportId,
    string Code,
    string FullName,
    string Path,
    int Level,
    DateOnly DueOn,
    bool Overdue
);

public static class ListMissing
{
    /// <summary>Lists the units that had not reported on a period by a day, from place to place.</summary>
    /// <param name="definition">Code of the definition.</param>
    /// <param name="period">Name of the period ("2026-07").</param>
    /// <param name="unit">Code of a unit: only it and the units below it.</param>
    /// <param name="level">Only this level: 1 province, 2 district, 3 commune, 4 village.</param>
    /// <param name="overdue">True: only those whose last day had passed.</param>
    /// <param name="asOf">The day (yyyy-MM-dd), to its end; today where absent.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<MissingReport>>, ProblemHttpResult>> Handle(
        string definition,
        string period,
        Caller caller,
        ReportingDbContext db,
        TimeProvider clock,
        string? unit = null,
        int? level = null,
        bool? overdue = null,
        DateOnly? asOf = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var day = asOf ?? clock.Today();
        var (found, problem) = await db.FindPeriodAsync(definition, period, cancellationToken);
        if (found is null)
            return problem!;
        var missing = db.StandingsOn(found.Id, day).Within(caller.Unit).Where(report => report.SubmittedOn == null);
        if (unit is not null)
            missing = missing.Within(unit);
        if (level is not null)
            missing = missing.Where(report => report.Level == level);
        if (overdue is true)
            missing = missing.Where(report => report.DueOn < day);
        if (Paging.Read<MissingKey>(cursor) is { } after)
            missing = missing.Where(report =>
                EF.Functions.GreaterThan(
                    ValueTuple.Create(report.UnitPath, report.Id),
                    ValueTuple.Create(after.Path, after.ReportId)
                )
            );
        var read = await missing
            .OrderBy(report => report.UnitPath)
            .ThenBy(report => report.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        IReadOnlyList<MissingReport> items =
        [
            .. read.Select(report => new MissingReport(
                report.Id,
                report.UnitCode,
                report.UnitName,
                report.UnitPath,
                report.Level,
                report.DueOn,
                report.DueOn < day
            )),
        ];
        return TypedResults.Ok(items.ToPage(limit, item => new MissingKey(item.Path, item.ReportId)));
    }

    private sealed record MissingKey(string Path, Guid ReportId);
}

internal static class MissingExport
{
    public static readonly ExportColumn<MissingReport>[] Columns =
    [
        new("Mã đơn vị", "Unit code", report => report.Code),
        new("Đơn vị", "Unit", report => report.FullName),
        new("Hạn gửi", "Due on", report => report.DueOn),
        new("Quá hạn", "Overdue", report => report.Overdue ? "x" : null),
    ];
}
