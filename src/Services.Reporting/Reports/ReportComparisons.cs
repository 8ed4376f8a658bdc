using System.Text.Json;
using CongNgheSo.Services.Reporting.PlanProgress;
using CongNgheSo.Services.Reporting.ReportDefinitions;
using CongNgheSo.Services.Reporting.Rollups;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Reports;

/// <summary>What a report's figures are seen beside: the period before, the units below, the plan.</summary>
internal static class ReportComparisons
{
    /// <summary>What the unit reported on the period before, by the same definition; null where it reported nothing.</summary>
    public static async Task<SortedDictionary<string, long>?> ReportedBeforeAsync(
        this ReportingDbContext db,
        Report report,
        ReportPeriod period,
        CancellationToken cancellationToken
    )
    {
        var copy = await (
            from before in db.ReportPeriods
            join earlier in db.Reports on before.Id equals earlier.PeriodId
            where
                before.DefinitionId == period.DefinitionId
                && before.To == period.From.AddDays(-1)
                && earlier.UnitId == report.UnitId
                && (earlier.State == Report.Submitted || earlier.State == Report.Accepted || earlier.Revision > 0)
            select earlier.AcceptedCopy ?? earlier.Copy
        ).SingleOrDefaultAsync(cancellationToken);
        return copy is null ? null : Reported(period, copy.Counted, copy.Body.Manual);
    }

    /// <summary>What the units that submit to this one have reported, in the order of their codes.</summary>
    public static async Task<ReportedUnit[]> ReportedBelowAsync(
        this ReportingDbContext db,
        Report report,
        ReportPeriod period,
        CancellationToken cancellationToken
    )
    {
        // Not their copies whole: those name the units below them in turn.
        var rows = await db
            .Database.SqlQuery<CopiedFigures>(
                $"""
                SELECT unit_code AS "Code", unit_name AS "FullName", (coalesce(accepted_copy, copy) -> 'counted')::text
                    AS "Counted", (coalesce(accepted_copy, copy) #> ARRAY['body', 'manual'])::text AS "Manual"
                FROM reports
                WHERE period_id = {period.Id} AND receiver_path = {report.UnitPath} AND id <> {report.Id}
                    AND (state IN ({Report.Submitted}, {Report.Accepted}) OR revision > 0)
                ORDER BY unit_path
                """
            )
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => new ReportedUnit(
                row.Code,
                row.FullName,
                Reported(
                    period,
                    JsonSerializer.Deserialize<SortedDictionary<string, long>>(row.Counted, JsonSerializerOptions.Web)!,
                    JsonSerializer.Deserialize<SortedDictionary<string, ManualFigure>>(
                        row.Manual,
                        JsonSerializerOptions.Web
                    )!
                )
            )),
        ];
    }

    /// <summary>The unit's targets of the definition's indicators that hold on the last day of the period.</summary>
    public static async Task<PlannedFigure[]> PlannedAsync(
        this ReportingDbContext db,
        KeptTotals totals,
        Report report,
        ReportPeriod period,
        CancellationToken cancellationToken
    )
    {
        var goals = await Goals.ReadAsync(db, [report.UnitId], period.To, null, null, null, cancellationToken);
        goals.RemoveAll(goal => !period.Content.Indicators.Contains(goal.Measure.Indicator));
        if (goals is [])
            return [];
        var unit = new ProgressUnit(report.UnitId, report.UnitCode, report.UnitName, report.Level);
        var rows = await new ProgressQuestion(unit, period.To, null).AnswerAsync(
            totals,
            db,
            [unit],
            [.. goals.Select(goal => (unit, goal.Measure, (Goal?)goal))],
            cancellationToken
        );
        return
        [
            .. rows.Where(row => row.Target is not null)
                .OrderBy(row => Array.IndexOf(period.Content.Indicators, row.Indicator))
                .ThenBy(row => row.From)
                .ThenBy(row => row.To)
                .Select(row => new PlannedFigure(
                    row.Indicator,
                    row.From,
                    row.To,
                    row.Target!.Value,
                    row.Actual,
                    row.Percent
                )),
        ];
    }

    private static SortedDictionary<string, long> Reported(
        ReportPeriod period,
        SortedDictionary<string, long> counted,
        SortedDictionary<string, ManualFigure> manual
    )
    {
        var reported = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var code in period.Content.Indicators)
            if (
                (manual.TryGetValue(code, out var own) ? own.Value : counted.GetValueOrDefault(code))
                is not 0
                    and var value
            )
                reported.Add(code, value);
        return reported;
    }

    private sealed record CopiedFigures(string Code, string FullName, string Counted, string Manual);
}
