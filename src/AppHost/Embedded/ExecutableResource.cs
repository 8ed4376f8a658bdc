namespace CongNgheSo.AppHost.Embedded;

/// <summary>Any other program, run once.</summary>
public sealed class ExecutableResource : ProcessResource
{
    private readonly string command;
    private readonly string workingDirectory;

    internal ExecutableResource(string name, string command, string workingDirectory)
        : base(name)
    {
        this.command = command;
        this.workingDirectory = workingDirectory;
        RunsOnce = true;
    }

    internal override string Kind => "executable";

    internal override int StopOrder => 0;

    internal override async Task<Launch> DescribeAsync(HostContext host, int replica)
    {
        var launch = new Launch(command, Arguments) { InheritsEnvironment = true, WorkingDirectory = workingDirectory };
        host.Dashboard?.AddExporter(launch.Environment, Name, NameOf(replica));
        foreach (var (name, value) in await BuildEnvironmentAsync(replica, host.Stopping))
        {
            launch.Environment[name] = value;
        }

        return launch;
    }
}

public static class ExecutableResourceBuilderExtensions
{
    /// <summary>Adds a program; the working directory is relative to the AppHost's.</summary>
    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this IDistributedApplicationBuilder builder,
        string name,
        string command,
        string workingDirectory,
        params string[]? args
    ) =>
        builder
            .AddResource(
                new ExecutableResource(
                    name,
                    command,
                    Path.GetFullPath(Path.Combine(builder.AppHostDirectory, workingDirectory))
                )
            )
            .WithArgs(args ?? []);
}
