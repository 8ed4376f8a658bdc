using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Activity.Activities;
using CongNgheSo.Services.Activity.Plans;
using CongNgheSo.Services.Activity.PlanTargets;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity;

public sealed class ActivityDbContext(DbContextOptions<ActivityDbContext> options) : ServiceDbContext(options)
{
    public DbSet<RecordedActivity> Activities => Set<RecordedActivity>();

    public DbSet<ActivityVersion> ActivityVersions => Set<ActivityVersion>();

    public DbSet<Plan> Plans => Set<Plan>();

    public DbSet<PlanVersion> PlanVersions => Set<PlanVersion>();

    public DbSet<PlanTarget> PlanTargets => Set<PlanTarget>();

    public DbSet<PlanTargetVersion> PlanTargetVersions => Set<PlanTargetVersion>();

    public DbSet<UnitCopy> Units => Set<UnitCopy>();

    public DbSet<UnitPlacementCopy> UnitPlacements => Set<UnitPlacementCopy>();

    public DbSet<TeamCopy> Teams => Set<TeamCopy>();

    public DbSet<MemberCopy> Members => Set<MemberCopy>();

    public DbSet<UnitFigureCopy> UnitFigures => Set<UnitFigureCopy>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new UnitCopyTable());
        modelBuilder.ApplyConfiguration(new UnitPlacementCopyTable());
        modelBuilder.ApplyConfiguration(new TeamCopyTable());
        modelBuilder.ApplyConfiguration(new MemberCopyTable());
        modelBuilder.ApplyConfiguration(new UnitFigureCopyTable());
        base.OnModelCreating(modelBuilder);
    }
}
