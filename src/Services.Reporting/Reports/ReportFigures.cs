using CongNgheSo.Contracts;
using CongNgheSo.Services.Reporting.ReportDefinitions;
using CongNgheSo.Services.Reporting.Rollups;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Reports;

/// <summary>What a report is filled in with.</summary>
internal static class ReportFigures
{
    /// <summary>What has been counted by now of the unit and the days, as the tree was on each of them.</summary>
    public static async Task<SortedDictionary<string, long>> CountAsync(
        this KeptTotals totals,
        Report report,
        ReportPeriod period,
        CancellationToken cancellationToken
    )
    {
        var indicators = period.Content.Indicators.ToHashSet();
        var sums = await totals.SumAsync(
            [new RollupUnitKey(report.UnitId, report.Level)],
            [(period.From, period.To)],
            indicators.Contains,
            indicators.Any(IndicatorCodes.IsStock),
            boundariesOn: null,
            cancellationToken
        );
        return new SortedDictionary<string, long>(sums[0][0], StringComparer.Ordinal);
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
