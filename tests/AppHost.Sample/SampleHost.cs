using CongNgheSo.AppHost.Embedded;
using Microsoft.Extensions.Configuration;

namespace CongNgheSo.AppHost.Sample;

/// <summary>The topology: all servers, and one service in two processes.</summary>
public static class SampleHost
{
    public static DistributedApplication Build(string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(args);
        var database = builder.AddPostgres("postgres").WithDataVolume().AddDatabase("sampledb", "sample");
        var messaging = builder.AddRabbitMQ("messaging").WithDataVolume();
        var cache = builder.AddRedis("cache");
        var migration = builder
            .AddProject<SampleProject>("sample-migrate")
            .WithArgs("migrate")
            .WithReference(database)
            .WaitFor(database);
        var sample = builder
            .AddProject<SampleProject>("sample")
            .WithArgs("serve")
            .WithHttpEndpoint(builder.Configuration.GetValue<int?>("Sample:Port"))
            .WithReference(database)
            .WithReference(messaging)
            .WithReference(cache)
            .WithReplicas(builder.Configuration.GetValue("Replicas:sample", 1))
            .WithHttpHealthCheck("/health")
            .WaitForCompletion(migration)
            .WaitFor(messaging);
        sample
            .WithEnvironment("SAMPLE_SELF", sample.GetEndpoint("http"))
            .WithEnvironment("SAMPLE_PATH", $"{sample.GetEndpoint("http")}/health")
            .WithReference(sample);
        return builder.Build();
    }
}

/// <summary>This very program, as the build would describe a project of the topology.</summary>
public sealed class SampleProject : IProjectMetadata
{
    public string ProjectPath => AssemblyPath;

    public string AssemblyPath => typeof(SampleProject).Assembly.Location;
}
