using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Training;
using CongNgheSo.Services.Training.Attendances;
using CongNgheSo.Services.Training.Coverage;
using CongNgheSo.Services.Training.Programmes;
using CongNgheSo.Services.Training.Sessions;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults<TrainingDbContext>(
    "training",
    events =>
        events
            .Add<UnitCopyConsumer<TrainingDbContext>>()
            .Add<TeamCopyConsumer<TrainingDbContext>>()
            .Add<MemberCopyConsumer<TrainingDbContext>>()
);
builder.Services.AddScoped<AttendanceWriter>();

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

await app.RunAsync();
