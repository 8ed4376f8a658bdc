using CongNgheSo.Gateway;
using CongNgheSo.Gateway.Clients;
using CongNgheSo.Gateway.Docs;
using CongNgheSo.Gateway.Limits;
using CongNgheSo.Gateway.Routes;
using CongNgheSo.Gateway.Tokens;
using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;

var builder = WebApplication.CreateBuilder(args);

// Tokens come from another OIDC authority: then this gateway keeps no clients and no keys of its own.
var external = builder.Configuration.GetValue("Auth:External", false);
builder.AddWebDefaults("gateway");
builder.AddDatabase<GatewayDbContext>("gatewaydb");
builder.Services.AddValidators(typeof(GatewayDbContext).Assembly);
builder.Services.AddSingleton(builder.Configuration.GetSection("Gateway").Get<GatewayOptions>() ?? new());
builder.Services.AddSingleton<RequestLimits>();
builder.AddRoutes();
if (!external)
    builder.Services.AddTokens();

// The call that gives the document this project's docstrings; the rest of it comes from the defaults.
builder.Services.AddOpenApi("gateway");

var app = builder.Build();
if (await app.MigrateAsync<GatewayDbContext>(args, external ? [] : [MinistryClient.EnsureAsync]))
    return;

app.UseServiceDefaults(identified: limited => limited.UseLimits());
app.MapDocs();
app.MapRoutes();
if (!external)
{
    app.MapTokens();
    app.MapClients();
}

if (args is ["reset-ministry-client", ..])
    await MinistryClient.ResetAsync(app.Services);
else
    await app.RunAsync();
