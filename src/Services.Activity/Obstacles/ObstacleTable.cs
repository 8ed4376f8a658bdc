using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Activity.Obstacles;

internal sealed class ObstacleTable : IEntityTypeConfiguration<Obstacle>
{
    public void Configure(EntityTypeBuilder<Obstacle> builder)
    {
        builder.ToTable("Obstacles");
        builder.Property(obstacle => obstacle.Id).ValueGeneratedNever();
        builder.Property(obstacle => obstacle.Version).IsConcurrencyToken();
        builder.HasMany(obstacle => obstacle.Steps).WithOne().HasForeignKey(step => step.ObstacleId);
        builder.HasIndex(obstacle => obstacle.TeamId);
        builder.HasIndex(obstacle => new { obstacle.RaisedOn, obstacle.Id });
        builder.HasIndex(obstacle => obstacle.MainId);
        // What waits is a small part of what was ever raised.
        builder.HasIndex(obstacle => new { obstacle.Level, obstacle.DueOn }).HasFilter($"status = '{Obstacle.Open}'");
    }
}
