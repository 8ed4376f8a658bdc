using CongNgheSo.Services.Reporting.ReportDefinitions;
using CongNgheSo.Services.Reporting.Rollups;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Reports;

/// <summary>What a report is filled in with.</summary>
internal static class ReportFigures
{
    /// <summary>What has been counted by now of the unit and the days, as the tree was on each of them.</summary>
    public static async Task<SortedDictionary<string, long>> CountAsync(
        this ReportingDbContext db,
        Report report,
        ReportPeriod period,
        CancellationToken cancellationToken
    )
    {
        var days = await UnitDays.ReadAsWasAsync(db, report.UnitId, period.To, cancellationToken);
        var sum = Periods.Sum(days, [(period.From, period.To)], [.. period.Content.Indicators])[0];
        return new SortedDictionary<string, long>(sum, StringComparer.Ordinal);
    }

    /// <summary>The units that submit to this one and have not, in the order of their codes.</summary>
    public static Task<MissingUnit[]> MissingBelowAsync(
        this ReportingDbContext db,
        Report report,
        CancellationToken cancellationToken
    ) =>
        db
            .Reports.AsNoTracking()
            .Where(below =>
                below.PeriodId == report.PeriodId
                && below.ReceiverPath == report.UnitPath
                && below.Id != report.Id
                && (below.State == Report.Draft || below.State == Report.Returned)
                && below.Revision == 0
            )
            .OrderBy(below => below.UnitPath)
            .Select(below => new MissingUnit(below.UnitCode, below.UnitName))
            .ToArrayAsync(cancellationToken);
}
