using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.Services.Registry;
using CongNgheSo.Services.Registry.Members;
using CongNgheSo.Services.Registry.TeamImports;
using CongNgheSo.Services.Registry.Teams;
using CongNgheSo.Services.Registry.UnitImports;
using CongNgheSo.Services.Registry.Units;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults<RegistryDbContext>("registry");
builder.Services.AddScoped<CatalogueImporter>();
builder.Services.AddScoped<VillageWriter>();
builder.Services.AddScoped<TeamWriter>();
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
app.MapTeams();
app.MapMembers();
app.MapTeamImports();

await app.RunAsync();
