using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Documents;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Reporting;
using CongNgheSo.Services.Reporting.Exports;
using CongNgheSo.Services.Reporting.Facts;
using CongNgheSo.Services.Reporting.Findings;
using CongNgheSo.Services.Reporting.Indicators;
using CongNgheSo.Services.Reporting.Overview;
using CongNgheSo.Services.Reporting.PlanProgress;
using CongNgheSo.Services.Reporting.ReportDefinitions;
using CongNgheSo.Services.Reporting.Reports;
using CongNgheSo.Services.Reporting.ReportStatus;
using CongNgheSo.Services.Reporting.Rollups;
using CongNgheSo.Services.Reporting.TotalsChecks;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults<ReportingDbContext>(
    "reporting",
    events =>
        events
            .Add<TreeConsumer>()
            .Add<TeamCopyConsumer<ReportingDbContext>>()
            .Add<ActivityFactsConsumer>()
            .Add<ObstacleFactsConsumer>()
            .Add<RegistryFactsConsumer>()
            .Add<TrainingFactsConsumer>()
            .Add<UnitFigureCopyConsumer<ReportingDbContext>>()
            .Add<PlannedTargetsConsumer>()
);
builder.AddDocuments();
builder.Services.AddSingleton<FactWriter>();
builder.Services.AddSingleton<KeptTotals>();
builder.Services.AddSingleton<TodayCovers>();
builder.Services.AddSingleton<UnassignedVillages>();
builder.Services.AddTotalsChecks();
builder.Services.AddSingleton<CoverageCache>();
builder.Services.AddScoped<ReportOpening>();
builder.Services.AddScoped<ReportReminders>();
builder.Services.AddScoped<ReportChange>();
builder.Services.AddHostedService<ReportClock>();
builder.AddExports();
builder.Services.AddFindings();

// The call that gives the document this project's docstrings; the rest of it comes from the defaults.
builder.Services.AddOpenApi("reporting");

var app = builder.Build();
if (
    await app.MigrateAsync<ReportingDbContext>(
        args,
        StandardDefinitions.SeedAsync,
        IndicatorSeeds.SeedAsync,
        StandardRules.SeedAsync
    )
)
    return;

app.UseServiceDefaults();
app.MapRollups();
app.MapTotalsChecks();
app.MapOverview();
app.MapIndicators();
app.MapReportDefinitions();
app.MapReports();
app.MapReportStatus();
app.MapPlanProgress();
app.MapExports();
app.MapFindings();

await app.RunAsync();
