using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.Services.Registry;
using CongNgheSo.Services.Registry.Channels;
using CongNgheSo.Services.Registry.CompositionBreaches;
using CongNgheSo.Services.Registry.CompositionPolicies;
using CongNgheSo.Services.Registry.Equipment;
using CongNgheSo.Services.Registry.Members;
using CongNgheSo.Services.Registry.Reorganizations;
using CongNgheSo.Services.Registry.SupportPoints;
using CongNgheSo.Services.Registry.TeamDecisions;
using CongNgheSo.Services.Registry.TeamImports;
using CongNgheSo.Services.Registry.TeamKindNames;
using CongNgheSo.Services.Registry.TeamMergers;
using CongNgheSo.Services.Registry.Teams;
using CongNgheSo.Services.Registry.UnitFigures;
using CongNgheSo.Services.Registry.UnitImports;
using CongNgheSo.Services.Registry.Units;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults<RegistryDbContext>("registry");
builder.Services.AddScoped<TreeWriter>();
builder.Services.AddScoped<CatalogueImporter>();
builder.Services.AddScoped<ReorganizationWriter>();
builder.Services.AddScoped<WorklistWriter>();
builder.Services.AddHostedService<ReorganizationClock>();
builder.Services.AddScoped<VillageWriter>();
builder.Services.AddScoped<UnitFigureWriter>();
builder.Services.AddScoped<TeamWriter>();
builder.Services.AddScoped<TeamMergerWriter>();
builder.Services.AddScoped<CompositionCheck>();
builder.Services.AddScoped<MemberChange>();
builder.Services.AddTeamImports();

// The call that gives the document this project's docstrings; the rest of it comes from the defaults.
builder.Services.AddOpenApi("registry");

var app = builder.Build();
if (await app.MigrateAsync<RegistryDbContext>(args, DefaultCatalogue.SeedAsync))
    return;

app.UseServiceDefaults();
app.MapUnits();
app.MapUnitImports();
app.MapUnitFigures();
app.MapReorganizations();
app.MapTeams();
app.MapTeamDecisions();
app.MapTeamMergers();
app.MapTeamKindNames();
app.MapCompositionPolicies();
app.MapCompositionBreaches();
app.MapEquipment();
app.MapChannels();
app.MapSupportPoints();
app.MapMembers();
app.MapTeamImports();

await app.RunAsync();
