// The platform as a diagram. It compiles against Aspire.Hosting and against Embedded/ alike; AppHost.csproj picks one.

var builder = DistributedApplication.CreateBuilder(args);

var data = Path.GetFullPath(
    builder.Configuration["Data:Directory"] ?? Path.Combine(builder.AppHostDirectory, "../../.data")
);
var clientFile = Path.Combine(data, "ministry-client.json");

var postgres = builder.AddPostgres("postgres").WithDataVolume().WithLifetime(ContainerLifetime.Persistent);
var messaging = builder.AddRabbitMQ("messaging").WithDataVolume().WithManagementPlugin();
var cache = builder.AddRedis("cache");

var gateway = Service<Projects.Gateway>(
        "gateway",
        migrating => migrating.WithEnvironment("Gateway__ClientFile", clientFile)
    )
    .WithExternalHttpEndpoints();
if (builder.Configuration.GetValue<int?>("Gateway:Port") is { } port)
{
    gateway.WithEndpoint("http", endpoint => endpoint.Port = port);
}

var authority = gateway.GetEndpoint("http");
gateway.WithEnvironment("Auth__Authority", authority);

// Signs the links by which members check in to training: links that are out outlive a restart, so it does too.
var checkInKey = builder.AddParameter(
    "check-in-key",
    new GenerateParameterDefault { MinLength = 32 },
    secret: true,
    persist: true
);

IResourceBuilder<ProjectResource>[] services =
[
    Service<Projects.Services_Registry>("registry"),
    Service<Projects.Services_Activity>("activity"),
    Service<Projects.Services_Training>("training").WithEnvironment("CheckIns__Key", checkInKey),
    Service<Projects.Services_Reporting>("reporting"),
];
foreach (var service in services)
    gateway.WithReference(service.WithEnvironment("Auth__Authority", authority)).WaitFor(service);

if (builder.Configuration["Demo"] is not null)
{
    builder
        .AddExecutable("simulator", "dotnet", "../..", "run", "--project", "tools/Simulator", "--", "--demo")
        .WithEnvironment("services__gateway__http__0", authority)
        .WithEnvironment("Gateway__ClientFile", clientFile)
        .WaitFor(gateway);
}

builder.Build().Run();

// A service, its database, and the migration that must have succeeded before it starts. Nobody waits for the cache:
// the platform answers without it.
IResourceBuilder<ProjectResource> Service<TProject>(
    string name,
    Action<IResourceBuilder<ProjectResource>>? configureMigration = null
)
    where TProject : IProjectMetadata, new()
{
    var database = postgres.AddDatabase($"{name}db", name);
    var migration = builder
        .AddProject<TProject>($"{name}-migrate")
        .WithArgs("migrate")
        .WithReference(database)
        .WaitFor(database);
    configureMigration?.Invoke(migration);
    return builder
        .AddProject<TProject>(name)
        .WithReference(database)
        .WithReference(messaging)
        .WithReference(cache)
        .WithEnvironment("Files__Directory", Path.Combine(data, "files", name))
        .WithReplicas(builder.Configuration.GetValue($"Replicas:{name}", 1))
        .WithHttpHealthCheck("/health")
        .WaitForCompletion(migration)
        .WaitFor(messaging);
}
