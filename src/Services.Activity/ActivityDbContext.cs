using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Activity.Activities;
using CongNgheSo.Services.Activity.ActivityReviews;
using CongNgheSo.Services.Activity.Attachments;
using CongNgheSo.Services.Activity.DutyRosters;
using CongNgheSo.Services.Activity.DutyShifts;
using CongNgheSo.Services.Activity.HeldChanges;
using CongNgheSo.Services.Activity.InitiativeApplications;
using CongNgheSo.Services.Activity.Initiatives;
using CongNgheSo.Services.Activity.ObstacleAnswers;
using CongNgheSo.Services.Activity.ObstacleCauses;
using CongNgheSo.Services.Activity.ObstacleDeadlines;
using CongNgheSo.Services.Activity.Obstacles;
using CongNgheSo.Services.Activity.Plans;
using CongNgheSo.Services.Activity.PlanTargets;
using CongNgheSo.Services.Activity.Topics;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity;

public sealed class ActivityDbContext(DbContextOptions<ActivityDbContext> options) : ServiceDbContext(options)
{
    public DbSet<RecordedActivity> Activities => Set<RecordedActivity>();

    public DbSet<ActivityId> ActivityIds => Set<ActivityId>();

    public DbSet<ActivityVersion> ActivityVersions => Set<ActivityVersion>();

    public DbSet<ActivityReview> ActivityReviews => Set<ActivityReview>();

    public DbSet<CatalogueEntry> CatalogueEntries => Set<CatalogueEntry>();
    public DbSet<Obstacle> Obstacles => Set<Obstacle>();

    public DbSet<ObstacleStep> ObstacleSteps => Set<ObstacleStep>();

    public DbSet<ObstacleCause> ObstacleCauses => Set<ObstacleCause>();

    public DbSet<ObstacleDeadline> ObstacleDeadlines => Set<ObstacleDeadline>();

    public DbSet<PublishedAnswer> PublishedAnswers => Set<PublishedAnswer>();

    public DbSet<HelpedTeam> HelpedTeams => Set<HelpedTeam>();
    public DbSet<DutyRoster> DutyRosters => Set<DutyRoster>();

    public DbSet<DutyShift> DutyShifts => Set<DutyShift>();

    public DbSet<DutyShiftChange> DutyShiftChanges => Set<DutyShiftChange>();

    public DbSet<DutyActivityLink> DutyActivityLinks => Set<DutyActivityLink>();

    public DbSet<Initiative> Initiatives => Set<Initiative>();

    public DbSet<InitiativeStep> InitiativeSteps => Set<InitiativeStep>();

    public DbSet<InitiativeApplication> InitiativeApplications => Set<InitiativeApplication>();
    public DbSet<HeldChange> HeldChanges => Set<HeldChange>();
    public DbSet<Attachment> Attachments => Set<Attachment>();
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
