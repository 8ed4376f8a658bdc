using System.Text.Json;
using CongNgheSo.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Training.Sessions;

internal sealed class TrainingSessionTable : IEntityTypeConfiguration<TrainingSession>
{
    public void Configure(EntityTypeBuilder<TrainingSession> builder)
    {
        builder.ToTable("TrainingSessions");
        builder.Property(session => session.Id).ValueGeneratedNever();
        builder.Property(session => session.Version).IsConcurrencyToken();
        builder.Property(session => session.Trainers).IsJson();
        builder.Property(session => session.Parts!).IsJson().IsRequired(false);
        builder.Property(session => session.ScheduleNumber).HasDefaultValue(1);
        builder
            .Property(session => session.Confirmation)
            .HasColumnType("jsonb")
            .HasConversion(
                confirmation => JsonSerializer.Serialize(confirmation, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<SessionConfirmation>(json, JsonSerializerOptions.Web)
            );
        builder.Ignore(session => session.Content);
        builder.Ignore(session => session.Schedule);
        builder.Ignore(session => session.Days);
        builder.HasIndex(session => new { session.HeldOn, session.Id });
        builder.HasIndex(session => session.ProgrammeId);
    }
}
