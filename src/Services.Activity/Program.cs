using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Activity;
using CongNgheSo.Services.Activity.Activities;
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
builder.Services.AddSingleton<ActivityWriter>();
builder.Services.AddScoped<ActivityChange>();
builder.Services.AddSingleton<PlanCodes>();
builder.Services.AddScoped<PlanChange>();
builder.Services.AddScoped<TargetWriter>();
builder.Services.AddScoped<TargetEvents>();

// The call that gives the document this project's docstrings; the rest of it comes from the defaults.
builder.Services.AddOpenApi("activity");

var app = builder.Build();
if (await app.MigrateAsync<ActivityDbContext>(args))
    return;

app.UseServiceDefaults();
app.MapActivities();
app.MapTopics();
app.MapPlans();
app.MapPlanTargets();

await app.RunAsync();
