namespace CongNgheSo.AppHost.Embedded;

/// <summary>A project of the solution; the build makes one such class for each that the AppHost refers to.</summary>
public interface IProjectMetadata
{
    /// <summary>The project file's path.</summary>
    string ProjectPath { get; }

    /// <summary>The path of what the build made of it.</summary>
    string AssemblyPath { get; }
}

/// <summary>A service of this solution, run from its build output.</summary>
public sealed class ProjectResource : ProcessResource, IResourceWithServiceDiscovery
{
    private readonly IProjectMetadata project;
    private readonly LaunchSettings settings;

    internal ProjectResource(string name, IProjectMetadata project)
        : base(name)
    {
        this.project = project;
        settings = LaunchSettings.Read(Path.GetDirectoryName(project.ProjectPath)!);
        if (settings.HttpPort is { } port)
        {
            Endpoints.Add("http", new EndpointAnnotation("http") { Preferred = port });
        }
    }

    internal override string Kind => "project";

    internal override void Allocate(HostContext host)
    {
        if (RunsOnce)
        {
            Endpoints.Clear(); // It serves nothing, and must not hold the service's port.
        }

        base.Allocate(host);
    }

    internal override async Task<Launch> DescribeAsync(HostContext host, int replica)
    {
        if (!File.Exists(project.AssemblyPath))
        {
            throw new DistributedApplicationException(
                $"{project.AssemblyPath} is missing: run dotnet build src/AppHost, or start the platform with ./run."
            );
        }

        var launch = new Launch(DotNet(), [project.AssemblyPath, .. Arguments])
        {
            InheritsEnvironment = true,
            WorkingDirectory = Path.GetDirectoryName(project.ProjectPath)!,
        };
        foreach (var (name, value) in settings.Environment)
        {
            launch.Environment[name] = value;
        }

        if (Endpoints.Count > 0)
        {
            launch.Environment["ASPNETCORE_URLS"] = string.Join(';', Endpoints.Values.Select(e => e.Url(replica)));
        }

        host.Dashboard?.AddExporter(launch.Environment, Name, NameOf(replica));
        foreach (var (name, value) in await BuildEnvironmentAsync(replica, host.Stopping))
        {
            launch.Environment[name] = value;
        }

        return launch;
    }

    /// <summary>The dotnet this host runs on, or the one on the path where the host is an executable of its own.</summary>
    private static string DotNet() =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
}

public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a service, with the http endpoint of its launchSettings.json.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder,
        string name
    )
        where TProject : IProjectMetadata, new() => builder.AddResource(new ProjectResource(name, new TProject()));

    /// <summary>Runs so many processes of the service, each with a port of its own.</summary>
    public static IResourceBuilder<ProjectResource> WithReplicas(
        this IResourceBuilder<ProjectResource> builder,
        int replicas
    ) => builder.WithProcess(p => p.Replicas = replicas);
}
