namespace CongNgheSo.AppHost.Embedded;

/// <summary>A GET that tells whether a resource is ready.</summary>
internal sealed record HealthCheck(string Path, int Status, string Endpoint);

/// <summary>A resource that is one or more child processes of the host.</summary>
public abstract class ProcessResource(string name)
    : Resource(name),
        IResourceWithEnvironment,
        IResourceWithArgs,
        IResourceWithEndpoints,
        IResourceWithWaitSupport
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private Instance[] instances = [];

    internal Dictionary<string, EndpointAnnotation> Endpoints { get; } = [];

    internal List<string> Arguments { get; } = [];

    internal List<(string Name, Func<CancellationToken, ValueTask<string?>> Value)> Variables { get; } = [];

    internal List<ProcessResource> References { get; } = [];

    internal HealthCheck? HealthCheck { get; set; }

    internal int Replicas { get; set; } = 1;

    /// <summary>Whether it is meant to end, and is left alone when it has.</summary>
    internal bool RunsOnce { get; set; }

    internal bool IsExternal { get; set; }

    /// <summary>Whether its output is for its log file only.</summary>
    internal virtual bool IsQuiet => false;

    /// <summary>Lower numbers are stopped earlier.</summary>
    internal virtual int StopOrder => IsExternal ? 0 : 1;

    internal virtual TimeSpan StartsWithin => TimeSpan.FromSeconds(120);

    internal virtual TimeSpan StopsWithin => TimeSpan.FromSeconds(15);

    /// <summary>Done once before the first start: data directories, configuration files.</summary>
    internal virtual Task PrepareAsync(HostContext host) => Task.CompletedTask;

    /// <summary>How to start one replica; asked again at each restart.</summary>
    internal abstract Task<Launch> DescribeAsync(HostContext host, int replica);

    /// <summary>Whether a replica that runs is ready for those who wait for it.</summary>
    internal virtual async Task<bool> IsReadyAsync(int replica, CancellationToken cancellationToken)
    {
        if (HealthCheck is not { } check)
        {
            return true;
        }

        var address = new Uri(new Uri(Endpoints[check.Endpoint].Url(replica)), check.Path);
        using var answer = await Http.GetAsync(address, cancellationToken);
        return (int)answer.StatusCode == check.Status;
    }

    internal string NameOf(int replica) => Replicas == 1 ? Name : $"{Name}-{replica}";

    internal override void Allocate(HostContext host)
    {
        foreach (var endpoint in Endpoints.Values)
        {
            endpoint.Allocated =
            [
                .. Enumerable
                    .Range(0, Replicas)
                    .Select(replica =>
                        host.Ports.Choose(
                            $"{NameOf(replica)}.{endpoint.Name}",
                            replica == 0 ? endpoint.Port : null,
                            (endpoint.Preferred ?? endpoint.Port ?? 17000) + replica * 10
                        )
                    ),
            ];
        }
    }

    internal override async Task RunAsync(HostContext host)
    {
        if (StartsByHand)
        {
            return;
        }

        Progress.Move(ProgressState.Waiting);
        await WaitsAsync(host.Stopping);
        Progress.Move(ProgressState.Starting);
        await PrepareAsync(host);

        instances = [.. Enumerable.Range(0, Replicas).Select(replica => new Instance(this, replica, host))];
        var runs = Task.WhenAll(instances.Select(instance => instance.RunAsync()));
        if (RunsOnce)
        {
            Progress.Complete((await runs).Max());
            return;
        }

        // Whichever comes first: all are ready, or one gives up.
        await await Task.WhenAny(Task.WhenAll(instances.Select(i => i.Ready)).WaitAsync(StartsWithin), runs)
            .ContinueWith(Explain, TaskScheduler.Default);
        await runs;
    }

    internal async Task StopAsync(CancellationToken hurry)
    {
        await Task.WhenAll(instances.Select(instance => instance.StopAsync(hurry)));
        if (Progress.State is not (ProgressState.Finished or ProgressState.Failed))
        {
            Progress.Move(ProgressState.Stopped);
        }
    }

    internal override ResourceState Describe() =>
        base.Describe() with
        {
            Pids = [.. instances.Select(i => i.Pid).OfType<int>()],
            Endpoints = Endpoints.Values.ToDictionary(
                e => e.Name,
                e => Enumerable.Range(0, e.Allocated.Length).Select(e.Url).ToArray()
            ),
        };

    /// <summary>Called by replicas as they come and go.</summary>
    internal void Report(bool restarting)
    {
        var all = instances.All(i => i.IsUp);
        Progress.Move(
            all ? ProgressState.Running
            : restarting || Progress.Ready.IsCompleted ? ProgressState.Restarting
            : ProgressState.Starting
        );
    }

    /// <summary>Its own variables, references and ports, as Aspire names them.</summary>
    internal async Task<Dictionary<string, string?>> BuildEnvironmentAsync(
        int replica,
        CancellationToken cancellationToken
    )
    {
        var environment = new Dictionary<string, string?>();
        foreach (var endpoint in References.SelectMany(r => r.Endpoints.Values.Select(e => (r.Name, Endpoint: e))))
        {
            for (var i = 0; i < endpoint.Endpoint.Allocated.Length; i++)
            {
                environment[$"services__{endpoint.Name}__{endpoint.Endpoint.Name}__{i}"] = endpoint.Endpoint.Url(i);
            }
        }

        foreach (var endpoint in Endpoints.Values.Where(e => e.PortVariable is not null))
        {
            environment[endpoint.PortVariable!] = $"{endpoint.Allocated[replica]}";
        }

        foreach (var (variable, value) in Variables)
        {
            environment[variable] = await value(cancellationToken);
        }

        return environment;
    }

    private Task Explain(Task<Task> first) =>
        first.Result.Exception?.InnerException is TimeoutException
            ? Task.FromException(
                new DistributedApplicationException(
                    $"{Name} is not ready after {StartsWithin.TotalSeconds:0} s.{instances[0].LastLines}"
                )
            )
            : first.Result;
}
