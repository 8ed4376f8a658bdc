using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Reporting.Exports;
using CongNgheSo.Services.Reporting.Facts;
using CongNgheSo.Services.Reporting.Findings;
using CongNgheSo.Services.Reporting.Indicators;
using CongNgheSo.Services.Reporting.PlanProgress;
using CongNgheSo.Services.Reporting.ReportDefinitions;
using CongNgheSo.Services.Reporting.Reports;
using CongNgheSo.Services.Reporting.Rollups;
using CongNgheSo.Services.Reporting.TotalsChecks;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting;

public sealed class ReportingDbContext(DbContextOptions<ReportingDbContext> options) : ServiceDbContext(options)
{
    public DbSet<UnitDay> UnitDays => Set<UnitDay>();

    public DbSet<UnitMonth> UnitMonths => Set<UnitMonth>();

    public DbSet<Fact> Facts => Set<Fact>();

    public DbSet<TotalsCheck> TotalsChecks => Set<TotalsCheck>();

    public DbSet<TotalsDifference> TotalsDifferences => Set<TotalsDifference>();

    public DbSet<Indicator> Indicators => Set<Indicator>();

    public DbSet<ReportDefinition> ReportDefinitions => Set<ReportDefinition>();

    public DbSet<ReportPeriod> ReportPeriods => Set<ReportPeriod>();

    public DbSet<Report> Reports => Set<Report>();

    public DbSet<ReportStep> ReportSteps => Set<ReportStep>();

    public DbSet<ExportJob> ExportJobs => Set<ExportJob>();

    public DbSet<Finding> Findings => Set<Finding>();

    public DbSet<FindingRule> FindingRules => Set<FindingRule>();

    public DbSet<TeamCopy> Teams => Set<TeamCopy>();

    public DbSet<UnitCopy> Units => Set<UnitCopy>();

    public DbSet<PlannedTarget> PlannedTargets => Set<PlannedTarget>();

    public DbSet<UnitFigureCopy> UnitFigures => Set<UnitFigureCopy>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new TeamCopyTable());
        modelBuilder.ApplyConfiguration(new UnitCopyTable());
        modelBuilder.ApplyConfiguration(new UnitPlacementCopyTable());
        modelBuilder.ApplyConfiguration(new UnitFigureCopyTable());
        base.OnModelCreating(modelBuilder);
    }
}
