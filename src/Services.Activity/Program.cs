using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Activity;
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

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults<ActivityDbContext>(
    "activity",
    events =>
        events
            .Add<UnitCopyConsumer<ActivityDbContext>>()
            .Add<TeamCopyConsumer<ActivityDbContext>>()
            .Add<MemberCopyConsumer<ActivityDbContext>>()
            .Add<UnitFigureCopyConsumer<ActivityDbContext>>()
);
builder.Services.AddSingleton<ActivityCatalogue>();
builder.Services.AddSingleton<ActivityWriter>();
builder.Services.AddScoped<ActivityChange>();
builder.Services.AddHostedService<ActivityMonths>();
builder.Services.AddScoped<ObstacleChange>();
builder.Services.AddScoped<DutyRosterChange>();
builder.Services.AddScoped<DutyShiftWriter>();
builder.Services.AddScoped<InitiativeChange>();
builder.Services.AddSingleton(builder.Configuration.GetSection("HeldChanges").Get<HeldChangeOptions>() ?? new());
builder.Services.AddHostedService<HeldChangeSweep>();
builder.AddAttachments();
builder.Services.AddSingleton<PlanCodes>();
builder.Services.AddScoped<PlanChange>();
builder.Services.AddScoped<TargetWriter>();
builder.Services.AddScoped<TargetEvents>();

// The call that gives the document this project's docstrings; the rest of it comes from the defaults.
builder.Services.AddOpenApi("activity");

var app = builder.Build();
if (await app.MigrateAsync<ActivityDbContext>(args, ActivityMonths.EnsureAsync, CatalogueSeeds.SeedAsync))
    return;

app.UseServiceDefaults();
app.MapActivities();
app.MapActivityReviews();
app.MapHeldChanges();
app.MapAttachments();
app.MapTopics();
app.MapObstacles();
app.MapObstacleAnswers();
app.MapObstacleCauses();
app.MapObstacleDeadlines();
app.MapDutyRosters();
app.MapDutyShifts();
app.MapInitiatives();
app.MapInitiativeApplications();
app.MapPlans();
app.MapPlanTargets();

await app.RunAsync();
