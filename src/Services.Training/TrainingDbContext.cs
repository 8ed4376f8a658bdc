using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Training.Attendances;
using CongNgheSo.Services.Training.Certificates;
using CongNgheSo.Services.Training.CheckIns;
using CongNgheSo.Services.Training.Invitations;
using CongNgheSo.Services.Training.Levels;
using CongNgheSo.Services.Training.Materials;
using CongNgheSo.Services.Training.Programmes;
using CongNgheSo.Services.Training.Questions;
using CongNgheSo.Services.Training.QuizAttempts;
using CongNgheSo.Services.Training.Quizzes;
using CongNgheSo.Services.Training.Registrations;
using CongNgheSo.Services.Training.Requirements;
using CongNgheSo.Services.Training.Sessions;
using CongNgheSo.Services.Training.Topics;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training;

public sealed class TrainingDbContext(DbContextOptions<TrainingDbContext> options) : ServiceDbContext(options)
{
    public DbSet<Programme> Programmes => Set<Programme>();

    public DbSet<TrainingSession> Sessions => Set<TrainingSession>();

    public DbSet<Attendance> Attendances => Set<Attendance>();

    public DbSet<AttendanceCorrection> AttendanceCorrections => Set<AttendanceCorrection>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<Registration> Registrations => Set<Registration>();

    public DbSet<CheckInLink> CheckInLinks => Set<CheckInLink>();

    public DbSet<TrainedMember> TrainedMembers => Set<TrainedMember>();

    public DbSet<TrainedTopic> TrainedTopics => Set<TrainedTopic>();

    public DbSet<TrainingEntry> TrainingEntries => Set<TrainingEntry>();

    public DbSet<TrainingRequirement> TrainingRequirements => Set<TrainingRequirement>();
    public DbSet<Question> Questions => Set<Question>();

    public DbSet<Quiz> Quizzes => Set<Quiz>();

    public DbSet<QuizAttempt> QuizAttempts => Set<QuizAttempt>();

    public DbSet<LearningLevel> Levels => Set<LearningLevel>();

    public DbSet<Certificate> Certificates => Set<Certificate>();

    public DbSet<CertificateCounter> CertificateCounters => Set<CertificateCounter>();

    public DbSet<CertificateHolder> CertificateHolders => Set<CertificateHolder>();

    public DbSet<CertificateReading> CertificateReadings => Set<CertificateReading>();

    public DbSet<Material> Materials => Set<Material>();

    public DbSet<MaterialEdition> MaterialEditions => Set<MaterialEdition>();

    public DbSet<MaterialOpening> MaterialOpenings => Set<MaterialOpening>();

    public DbSet<UnitCopy> Units => Set<UnitCopy>();

    public DbSet<UnitPlacementCopy> UnitPlacements => Set<UnitPlacementCopy>();

    public DbSet<TeamCopy> Teams => Set<TeamCopy>();

    public DbSet<MemberCopy> Members => Set<MemberCopy>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new UnitCopyTable());
        modelBuilder.ApplyConfiguration(new UnitPlacementCopyTable());
        modelBuilder.ApplyConfiguration(new TeamCopyTable());
        modelBuilder.ApplyConfiguration(new MemberCopyTable());
        base.OnModelCreating(modelBuilder);
    }
}
