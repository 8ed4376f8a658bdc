using System.Collections.Frozen;
using CongNgheSo.Services.Reporting.Findings;
using CongNgheSo.Services.Reporting.PlanProgress;
using CongNgheSo.Services.Reporting.Reports;
using CongNgheSo.Services.Reporting.ReportStatus;

namespace CongNgheSo.Services.Reporting.Exports;

/// <summary>The tables of this service.</summary>
internal static class ExportTables
{
    public static readonly FrozenDictionary<string, ExportTable> All = new ExportTable[]
    {
        new ExportTable<ReportSummary>(
            "reports",
            ["definition", "period", "unit", "level", "state"],
            ReportExport.Columns,
            query =>
                ListReports.Handle(
                    query.RequiredText("definition"),
                    query.RequiredText("period"),
                    query.Caller,
                    query.Db,
                    query.Text("unit"),
                    query.Number("level"),
                    query.Text("state"),
                    query.Limit,
                    query.Cursor
                )
        ),
        new ExportTable<MissingReport>(
            "missing-reports",
            ["definition", "period", "unit", "level", "overdue", "asOf"],
            MissingExport.Columns,
            query =>
                ListMissing.Handle(
                    query.RequiredText("definition"),
                    query.RequiredText("period"),
                    query.Caller,
                    query.Db,
                    query.Clock,
                    query.Text("unit"),
                    query.Number("level"),
                    query.Flag("overdue"),
                    query.Day("asOf"),
                    query.Limit,
                    query.Cursor
                )
        ),
        new ExportTable<UnitLevelStatus>(
            "report-status",
            ["definition", "period", "unit", "asOf"],
            UnitStatusExport.Columns,
            query =>
                ListUnitStatus.Handle(
                    query.RequiredText("definition"),
                    query.RequiredText("period"),
                    query.Caller,
                    query.Db,
                    query.Clock,
                    query.Text("unit"),
                    query.Day("asOf"),
                    query.Limit,
                    query.Cursor
                )
        ),
        new ExportTable<PlanProgressRow>(
            "plan-progress",
            ["unit", "on", "plan", "indicator", "boundaries", "asOf"],
            PlanProgressExport.Columns,
            query =>
                GetPlanProgress.Handle(
                    query.RequiredText("unit"),
                    query.Caller,
                    query.Db,
                    query.Totals,
                    query.Clock,
                    query.Day("on"),
                    query.Id("plan"),
                    query.Text("indicator"),
                    query.Text("boundaries") ?? "asWas",
                    query.Day("asOf"),
                    query.Limit,
                    query.Cursor
                )
        ),
        new ExportTable<PlanProgressRow>(
            "plan-ranking",
            ["unit", "indicator", "on", "plan", "recordedNothing", "boundaries", "asOf"],
            PlanProgressExport.Columns,
            query =>
                RankChildren.Handle(
                    query.RequiredText("unit"),
                    query.Caller,
                    query.Db,
                    query.Totals,
                    query.Clock,
                    query.Text("indicator"),
                    query.Day("on"),
                    query.Id("plan"),
                    query.Flag("recordedNothing"),
                    query.Text("boundaries") ?? "asWas",
                    query.Day("asOf"),
                    query.Limit,
                    query.Cursor
                )
        ),
        new ExportTable<RollupLine>(
            "rollups",
            ["unit", "level", "from", "to", "indicators"],
            RollupLines.Columns,
            RollupLines.ReadAsync
        ),
        new ExportTable<FindingResponse>(
            "findings",
            ["unit", "kind", "indicator", "state", "assignee", "from", "to"],
            FindingExport.Columns,
            query =>
                ListFindings.Handle(
                    query.Caller,
                    query.Db,
                    query.Text("unit"),
                    query.Text("kind"),
                    query.Text("indicator"),
                    query.Text("state"),
                    query.Text("assignee"),
                    query.Day("from"),
                    query.Day("to"),
                    query.Limit,
                    query.Cursor
                )
        ),
    }.ToFrozenDictionary(table => table.Name);
}
