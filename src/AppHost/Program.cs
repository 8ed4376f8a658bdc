// The platform as a diagram. It compiles against Aspire.Hosting and against Embedded/ alike; AppHost.csproj picks one.

var builder = DistributedApplication.CreateBuilder(args);

var data = Path.GetFullPath(
    builder.Configuration["Data:Directory"] ?? Path.Combine(builder.AppHostDirectory, "../../.data")
);
var clientFile = Path.Combine(data, "ministry-client.json");

var postgres = builder.AddPostgres("postgres").WithDataVolume().WithLifetime(ContainerLifetime.Persistent);
var messaging = builder.AddRabbitMQ("messaging").WithDataVolume().WithManagementPlugin();
var cache = builder.AddRedis("cache");

var gateway = Service<Projects.Gateway>("gateway")
    .WithExternalHttpEndpoints()
    .WithEnvironment("Gateway__ClientFile", clientFile);
if (builder.Configuration.GetValue<int?>("Gateway:Port") is { } port)
{
    gateway.WithEndpoint("http", endpoint => endpoint.Port = port);
}

gateway.WithEnvironment("Auth__Authority", gateway.GetEndpoint("http"));

gateway
    .WithReference(Authorized(Service<Projects.Services_Registry>("registry")))
    .WithReference(Authorized(Service<Projects.Services_Activity>("activity")))
    .WithReference(Authorized(Service<Projects.Services_Training>("training")))
    .WithReference(Authorized(Service<Projects.Services_Reporting>("reporting")));

if (builder.Configuration["Demo"] is not null)
{
    builder
        .AddExecutable("simulator", "dotnet", "../..", "run", "--project", "tools/Simulator", "--", "--demo")
        .WithEnvironment("services__gateway__http__0", gateway.GetEndpoint("http"))
        .WithEnvironment("Gateway__ClientFile", clientFile)
        .WaitFor(gateway);
}

builder.Build().Run();

// A service, its database, and the migration that must have succeeded before it starts. Nobody waits for the cache:
// the platform answers without it.
IResourceBuilder<ProjectResource> Service<TProject>(string name)
    where TProject : IProjectMetadata, new()
{
    var database = postgres.AddDatabase($"{name}db", name);
    var migration = builder
        .AddProject<TProject>($"{name}-migrate")
        .WithArgs("migrate")
        .WithReference(database)
        .WaitFor(database);
    return builder
        .AddProject<TProject>(name)
        .WithReference(database)
        .WithReference(messaging)
        .WithReference(cache)
        .WithReplicas(builder.Configuration.GetValue($"Replicas:{name}", 1))
        .WithHttpHealthCheck("/health")
        .WaitForCompletion(migration)
        .WaitFor(messaging);
}

IResourceBuilder<ProjectResource> Authorized(IResourceBuilder<ProjectResource> service) =>
    service.WithEnvironment("Auth__Authority", gateway.GetEndpoint("http"));
