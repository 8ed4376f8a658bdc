using System.Reflection;

namespace CongNgheSo.AppHost.Embedded;

/// <summary>Collects the topology.</summary>
public interface IDistributedApplicationBuilder
{
    /// <summary>Environment variables and the command line, the latter winning.</summary>
    ConfigurationManager Configuration { get; }

    /// <summary>The directory of the AppHost's project file.</summary>
    string AppHostDirectory { get; }

    DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>Adds a resource; its name must be new.</summary>
    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    DistributedApplication Build();
}

/// <summary>Says that the topology is being run, not published: this host can do nothing else.</summary>
public sealed class DistributedApplicationExecutionContext
{
    public bool IsRunMode { get; } = true;

    public bool IsPublishMode => !IsRunMode;
}

/// <summary>How to make a builder where a command line is not enough.</summary>
public sealed class DistributedApplicationOptions
{
    public string[]? Args { get; set; }

    public bool DisableDashboard { get; set; }
}

/// <summary>Something the user can put right; its message is all that is shown.</summary>
public sealed class DistributedApplicationException : Exception
{
    public DistributedApplicationException(string message)
        : base(message) { }

    public DistributedApplicationException() { }

    public DistributedApplicationException(string message, Exception innerException)
        : base(message, innerException) { }
}

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly List<Resource> resources = [];

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        Configuration.AddEnvironmentVariables();
        Configuration.AddCommandLine(CommandLine.Expand(options.Args ?? []));
        Configuration["Data:Directory"] = Path.GetFullPath(
            Configuration["Data:Directory"] ?? Path.Combine(AppHostDirectory, "..", "..", ".data")
        );
        if (!options.DisableDashboard && Configuration.GetValue("Dashboard:Enabled", true))
        {
            AddResource(new DashboardResource(Path.GetFullPath(Path.Combine(AppHostDirectory, "..", ".."))));
        }
    }

    public ConfigurationManager Configuration { get; } = new();

    public string AppHostDirectory { get; } =
        typeof(DistributedApplicationBuilder)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(a => a.Key == "AppHostDirectory")
            .Value!;

    public DistributedApplicationExecutionContext ExecutionContext { get; } = new();

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        if (resources.Any(r => string.Equals(r.Name, resource.Name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new DistributedApplicationException($"There are two resources named '{resource.Name}'.");
        }

        resources.Add((Resource)(IResource)resource);
        return new ResourceBuilder<T>(this, resource);
    }

    public DistributedApplication Build() => new(Configuration, resources);
}
