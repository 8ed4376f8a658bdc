namespace CongNgheSo.AppHost.Embedded;

/// <summary>A part of the platform with a name: a server, a database, a service, a parameter.</summary>
public interface IResource
{
    /// <summary>The name by which other resources, the logs and the state file know it.</summary>
    string Name { get; }
}

public interface IResourceWithEnvironment : IResource;

public interface IResourceWithArgs : IResource;

public interface IResourceWithEndpoints : IResource;

public interface IResourceWithWaitSupport : IResource;

public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;

/// <summary>A resource that clients reach by a connection string.</summary>
public interface IResourceWithConnectionString : IResource
{
    /// <summary>The connection string, known from the moment the host has chosen its ports.</summary>
    ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default);
}

/// <summary>A value known only once the host has chosen ports and secrets.</summary>
public interface IValueProvider
{
    /// <summary>The value, or null where there is none.</summary>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}

/// <summary>What the builder collects about a resource, and how far it has come.</summary>
public abstract class Resource(string name) : IResource
{
    /// <inheritdoc />
    public string Name { get; } = name;

    internal abstract string Kind { get; }

    internal List<Wait> Waits { get; } = [];

    internal bool StartsByHand { get; set; }

    internal Progress Progress { get; } = new();

    /// <summary>Chooses ports and secrets, so that every other resource can be told of them.</summary>
    internal virtual void Allocate(HostContext host) { }

    /// <summary>Starts the resource once what it waits for is there; ends when it has stopped for good.</summary>
    internal abstract Task RunAsync(HostContext host);

    internal virtual ResourceState Describe() => new(Name, Kind, Progress.State.ToString(), Progress.ExitCode);

    internal Task WaitsAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Waits.Select(wait => wait.UntilMetAsync(cancellationToken)));
}

/// <summary>One resource waiting for another to be ready, or to have finished with an exit code.</summary>
internal sealed record Wait(Resource Dependency, bool Completion, int ExitCode = 0)
{
    public async Task UntilMetAsync(CancellationToken cancellationToken)
    {
        if (!Completion)
        {
            await Dependency.Progress.Ready.WaitAsync(cancellationToken);
            return;
        }

        var code = await Dependency.Progress.Completed.WaitAsync(cancellationToken);
        if (code != ExitCode)
        {
            throw new DistributedApplicationException($"{Dependency.Name} ended with exit code {code}.");
        }
    }
}
