using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.ReportStatus;

/// <summary>How a level of a unit had reported.</summary>
/// <param name="Code">The unit's code.</param>
/// <param name="FullName">Name with the type; null where it does not report itself.</param>
/// <param name="Status">The level's counts.</param>
public sealed record UnitLevelStatus(string Code, string? FullName, LevelStatus Status);

public static class ListUnitStatus
{
    /// <summary>The same as a table: a row for each level of a unit, and of each unit directly below it.</summary>
    /// <param name="definition">Code of the definition.</param>
    /// <param name="period">Name of the period ("2026-07").</param>
    /// <param name="unit">Code of the unit on the last day of the period; the caller's where absent.</param>
    /// <param name="asOf">The day (yyyy-MM-dd), to its end; today where absent.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<UnitLevelStatus>>, ProblemHttpResult>> Handle(
        string definition,
        string period,
        Caller caller,
        ReportingDbContext db,
        TimeProvider clock,
        string? unit = null,
        DateOnly? asOf = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var answer = await GetReportStatus.Handle(definition, period, caller, db, clock, unit, asOf, cancellationToken);
        if (answer.Result is not Ok<ReportStatusResponse> { Value: { } status })
            return (ProblemHttpResult)answer.Result;
        var seen = Paging.Read<int?>(cursor) ?? 0;
        IReadOnlyList<UnitLevelStatus> read =
        [
            .. status
                .Children.Prepend(status.Unit)
                .SelectMany(each => each.Levels, (each, level) => new UnitLevelStatus(each.Code, each.FullName, level))
                .Skip(seen)
                .Take(Paging.Take(limit)),
        ];
        return TypedResults.Ok(read.ToPage(limit, _ => (int?)(seen + Paging.Take(limit) - 1)));
    }
}

internal static class UnitStatusExport
{
    public static readonly ExportColumn<UnitLevelStatus>[] Columns =
    [
        new("Mã đơn vị", "Unit code", row => row.Code),
        new("Đơn vị", "Unit", row => row.FullName),
        new("Cấp", "Level", row => row.Status.Level),
        new("Phải báo cáo", "Expected", row => row.Status.Expected),
        new("Đã gửi", "Submitted", row => row.Status.Submitted),
        new("Đúng hạn", "On time", row => row.Status.OnTime),
        new("Trễ hạn", "Late", row => row.Status.Late),
        new("Đã duyệt", "Accepted", row => row.Status.Accepted),
        new("Chưa gửi", "Missing", row => row.Status.Missing),
        new("Quá hạn", "Overdue", row => row.Status.Overdue),
        new("Tỷ lệ gửi (%)", "Completeness (%)", row => row.Status.Completeness),
        new("Tỷ lệ đúng hạn (%)", "Timeliness (%)", row => row.Status.Timeliness),
    ];
}
