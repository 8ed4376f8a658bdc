using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;
using CongNgheSo.Services.Reporting.ReportDefinitions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Reports;

public static class ListReports
{
    /// <summary>Lists the reports of a period within what the caller may see, from place to place.</summary>
    /// <param name="definition">Code of the definition.</param>
    /// <param name="period">Name of the period ("2026-07").</param>
    /// <param name="unit">Code of a unit: only its report and those of the units below it.</param>
    /// <param name="level">Only this level: 1 province, 2 district, 3 commune, 4 village.</param>
    /// <param name="state">"draft", "submitted", "returned" or "accepted".</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<ReportSummary>>, ProblemHttpResult>> Handle(
        string definition,
        string period,
        Caller caller,
        ReportingDbContext db,
        string? unit = null,
        int? level = null,
        string? state = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        if (state is not null && !Report.States.Contains(state))
            return ReportProblems.StateUnknown.Result();
        var (found, problem) = await db.FindPeriodAsync(definition, period, cancellationToken);
        if (found is null)
            return problem!;
        var reports = db.Reports.AsNoTracking().Where(report => report.PeriodId == found.Id).Within(caller.Unit);
        if (unit is not null)
            reports = reports.Within(unit);
        if (level is not null)
            reports = reports.Where(report => report.Level == level);
        if (state is not null)
            reports = reports.Where(report => report.State == state);
        if (Paging.Read<ReportKey>(cursor) is { } after)
            reports = reports.Where(report =>
                EF.Functions.GreaterThan(
                    ValueTuple.Create(report.UnitPath, report.Id),
                    ValueTuple.Create(after.UnitPath, after.Id)
                )
            );
        var read = await reports
            .OrderBy(report => report.UnitPath)
            .ThenBy(report => report.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        IReadOnlyList<ReportSummary> items = [.. read.Select(report => ReportSummary.Of(report, found))];
        var paths = read.ToDictionary(report => report.Id, report => report.UnitPath);
        return TypedResults.Ok(items.ToPage(limit, item => new ReportKey(paths[item.Id], item.Id)));
    }

    /// <summary>A period whose reports are opened; or why there is none.</summary>
    internal static async Task<(ReportPeriod?, ProblemHttpResult?)> FindPeriodAsync(
        this ReportingDbContext db,
        string definition,
        string period,
        CancellationToken cancellationToken
    )
    {
        var found = await db
            .ReportPeriods.AsNoTracking()
            .SingleOrDefaultAsync(each => each.Code == definition && each.Key == period, cancellationToken);
        if (found is not null)
            return (found, null);
        return await db.ReportDefinitions.AnyAsync(each => each.Code == definition, cancellationToken)
            ? (null, ReportDefinitionProblems.PeriodUnknown.Result(period))
            : (null, ReportDefinitionProblems.NotFound.Result(definition));
    }

    private sealed record ReportKey(string UnitPath, Guid Id);
}

internal static class ReportExport
{
    public static readonly ExportColumn<ReportSummary>[] Columns =
    [
        new("Mã đơn vị", "Unit code", report => report.UnitCode),
        new("Đơn vị", "Unit", report => report.UnitName),
        new("Nơi nhận", "Submits to", report => report.SubmitsTo),
        new("Kỳ báo cáo", "Period", report => report.Period),
        new("Hạn gửi", "Due on", report => report.DueOn),
        new("Trạng thái", "State", report => report.StateName),
        new("Thời điểm gửi", "Submitted at", report => report.SubmittedAt?.WrittenInVietnam()),
        new("Thời điểm duyệt", "Accepted at", report => report.AcceptedAt?.WrittenInVietnam()),
        new("Lần mở lại", "Revision", report => report.Revision),
    ];
}
