using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Activity.Activities;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity;

public sealed class ActivityDbContext(DbContextOptions<ActivityDbContext> options) : ServiceDbContext(options)
{
    public DbSet<RecordedActivity> Activities => Set<RecordedActivity>();

    public DbSet<ActivityVersion> ActivityVersions => Set<ActivityVersion>();

    public DbSet<TeamCopy> Teams => Set<TeamCopy>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new TeamCopyTable());
        base.OnModelCreating(modelBuilder);
    }
}
