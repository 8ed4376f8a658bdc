using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Documents;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Training;
using CongNgheSo.Services.Training.Attendances;
using CongNgheSo.Services.Training.Certificates;
using CongNgheSo.Services.Training.Coverage;
using CongNgheSo.Services.Training.Levels;
using CongNgheSo.Services.Training.Materials;
using CongNgheSo.Services.Training.Programmes;
using CongNgheSo.Services.Training.Questions;
using CongNgheSo.Services.Training.QuizAttempts;
using CongNgheSo.Services.Training.Quizzes;
using CongNgheSo.Services.Training.Sessions;

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
builder.Services.AddScoped<AttendanceWriter>();
builder.Services.AddSingleton<PublicAddress>();
builder.Services.AddScoped<VerificationAddress>();
builder.Services.AddScoped<CertificateWriter>();
builder.Services.AddSingleton<KnownTopics>();
builder.AddDocuments();
builder.AddMaterials();

// The call that gives the document this project's docstrings; the rest of it comes from the defaults.
builder.Services.AddOpenApi("training");

var app = builder.Build();
if (await app.MigrateAsync<TrainingDbContext>(args))
    return;

app.UseServiceDefaults();
app.MapProgrammes();
app.MapSessions();
app.MapAttendance();
app.MapCoverage();
app.MapQuestions();
app.MapQuizzes();
app.MapQuizAttempts();
app.MapLevels();
app.MapCertificates();
app.MapMaterials();

await app.RunAsync();
