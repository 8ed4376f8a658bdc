using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Documents;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Training;
using CongNgheSo.Services.Training.Attendances;
using CongNgheSo.Services.Training.Certificates;
using CongNgheSo.Services.Training.CheckIns;
using CongNgheSo.Services.Training.Coverage;
using CongNgheSo.Services.Training.Invitations;
using CongNgheSo.Services.Training.Levels;
using CongNgheSo.Services.Training.Materials;
using CongNgheSo.Services.Training.Needs;
using CongNgheSo.Services.Training.Programmes;
using CongNgheSo.Services.Training.Questions;
using CongNgheSo.Services.Training.QuizAttempts;
using CongNgheSo.Services.Training.Quizzes;
using CongNgheSo.Services.Training.Registrations;
using CongNgheSo.Services.Training.Requirements;
using CongNgheSo.Services.Training.Sessions;
using CongNgheSo.Services.Training.Topics;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults<TrainingDbContext>(
    "training",
    events =>
        events
            .Add<UnitCopyConsumer<TrainingDbContext>>()
            .Add<TeamCopyConsumer<TrainingDbContext>>()
            .Add<MemberCopyConsumer<TrainingDbContext>>()
            .Add<ErasureConsumer>()
);
builder.Services.AddSingleton<TrainingTopics>();
builder.Services.AddScoped<AttendanceWriter>();
builder.Services.AddScoped<NeedsQuery>();
builder.Services.AddScoped<AttendanceRecorder>();
builder.Services.AddScoped<RegistrationWriter>();
builder.Services.AddScoped<SessionWriter>();
builder.Services.AddScoped<SessionNotices>();
builder.Services.AddScoped<CheckInDesk>();
builder.Services.AddScoped<CheckInLinks>();
builder.Services.AddSingleton<CheckInKeys>();
builder.Services.AddSingleton<PublicAddress>();
builder.Services.AddScoped<VerificationAddress>();
builder.Services.AddScoped<CertificateWriter>();
builder.AddDocuments();
builder.AddMaterials();

// The call that gives the document this project's docstrings; the rest of it comes from the defaults.
builder.Services.AddOpenApi("training");

var app = builder.Build();
if (await app.MigrateAsync<TrainingDbContext>(args, TrainingSeeds.SeedAsync))
    return;

// Whoever starts it without a key hears of it now, not from the first session's door.
app.Services.GetRequiredService<CheckInKeys>();

app.UseServiceDefaults();
app.MapTrainingTopics();
app.MapProgrammes();
app.MapSessions();
app.MapAttendance();
app.MapTrainingRequirements();
app.MapTrainingNeeds();
app.MapInvitations();
app.MapRegistrations();
app.MapCheckIns();
app.MapCoverage();
app.MapQuestions();
app.MapQuizzes();
app.MapQuizAttempts();
app.MapLevels();
app.MapCertificates();
app.MapMaterials();

await app.RunAsync();
