namespace CongNgheSo.AppHost.Embedded;

/// <summary>The platform: started, watched and stopped as one.</summary>
public sealed class DistributedApplication : IAsyncDisposable
{
    private readonly IConfiguration configuration;
    private readonly IReadOnlyList<Resource> resources;
    private readonly HostLog log;
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource hurry = new();
    private readonly SemaphoreSlim stopOnce = new(1);
    private readonly TaskCompletionSource<Exception> failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task runs = Task.CompletedTask;
    private DataDirectory? data;
    private Ports? ports;
    private StateFile? state;
    private string status = "Starting";

    internal DistributedApplication(IConfiguration configuration, IReadOnlyList<Resource> resources)
    {
        this.configuration = configuration;
        this.resources = resources;
        var silent = configuration.GetValue("Logs:Silent", false);
        log = new HostLog(silent ? TextWriter.Null : Console.Out, configuration.GetValue("Logs:Verbose", false));
    }

    private string DataPath => configuration["Data:Directory"]!;

    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    public static IDistributedApplicationBuilder CreateBuilder(string[] args) =>
        CreateBuilder(new DistributedApplicationOptions { Args = args });

    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options)
    {
        try
        {
            return new DistributedApplicationBuilder(options);
        }
        catch (DistributedApplicationException failure)
        {
            Console.Error.WriteLine($"error: {failure.Message}");
            Environment.Exit(2);
            throw;
        }
    }

    /// <summary>Runs until Ctrl-C or a signal to end; ends the process with code 1 where it cannot.</summary>
    public void Run()
    {
        var code = Lifetime.RunAsync(this, log).GetAwaiter().GetResult();
        if (code != 0)
        {
            Environment.Exit(code);
        }
    }

    /// <summary>Starts everything in the order of its waits; returns when all of it is ready.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        data = new DataDirectory(DataPath);
        await Leftovers.ClearAsync(data);
        ports = new Ports(data.PathOf("ports.json"));
        var context = new HostContext(
            configuration,
            data,
            new Secrets(data.PathOf("secrets.json")),
            ports,
            log,
            resources.OfType<DashboardResource>().FirstOrDefault(),
            stopping.Token
        );
        state = new StateFile(data.PathOf("state.json"), Describe);
        foreach (var resource in resources)
        {
            resource.Allocate(context);
        }

        state.Write();
        foreach (var resource in resources)
        {
            resource.Progress.Changed += state.Write;
        }

        runs = Task.WhenAll(resources.Select(resource => RunAsync(resource, context)));
        var ready = Task.WhenAll(resources.Where(r => !Outlasts(r)).Select(r => r.Progress.Ready));
        var first = await Task.WhenAny(ready, failed.Task).WaitAsync(cancellationToken);
        if (first == failed.Task)
        {
            throw await failed.Task;
        }

        foreach (var (name, address) in AddressTable.Files(resources))
        {
            await File.WriteAllTextAsync(data.PathOf(name), address + '\n', cancellationToken);
        }

        Become("Running");
        if (!configuration.GetValue("Logs:Silent", false))
        {
            log.Plain(AddressTable.Write(resources, DataPath));
        }
    }

    /// <summary>Stops what users talk to first, then services, then servers; leaves no process behind.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await stopOnce.WaitAsync(CancellationToken.None);
        try
        {
            if (data is null)
            {
                return;
            }

            Become("Stopping");
            await stopping.CancelAsync();
            using var now = CancellationTokenSource.CreateLinkedTokenSource(hurry.Token, cancellationToken);
            foreach (var group in resources.OfType<ProcessResource>().GroupBy(r => r.StopOrder).OrderBy(g => g.Key))
            {
                await Task.WhenAll(group.Select(resource => resource.StopAsync(now.Token)));
            }

            await runs;
            Become("Stopped");
            ports?.Dispose();
            data.Dispose();
            data = null;
        }
        finally
        {
            stopOnce.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stopping.Dispose();
        hurry.Dispose();
        stopOnce.Dispose();
    }

    /// <summary>The connection string of a resource; null where it has none.</summary>
    public ValueTask<string?> GetConnectionStringAsync(
        string resourceName,
        CancellationToken cancellationToken = default
    ) =>
        resources.OfType<IResourceWithConnectionString>().First(r => r.Name == resourceName) is { } resource
            ? resource.GetConnectionStringAsync(cancellationToken)
            : ValueTask.FromResult<string?>(null);

    /// <summary>The address of a resource's endpoint.</summary>
    public Uri GetEndpoint(string resourceName, string endpointName = "http") =>
        new(resources.OfType<ProcessResource>().First(r => r.Name == resourceName).Endpoints[endpointName].Url(0));

    /// <summary>Makes a stop that is under way a kill.</summary>
    internal void Hurry() => hurry.Cancel();

    /// <summary>Nobody waits for it: started by hand, or a program that takes its time.</summary>
    private static bool Outlasts(Resource resource) =>
        resource.StartsByHand || resource is ExecutableResource or DashboardResource;

    private async Task RunAsync(Resource resource, HostContext context)
    {
        try
        {
            await resource.RunAsync(context);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // It was still waiting for something when the platform was stopped.
        }
        catch (Exception failure)
        {
            resource.Progress.Move(ProgressState.Failed);
            if (!Outlasts(resource))
            {
                failed.TrySetResult(failure);
            }
            else
            {
                log.Say(failure.Message);
            }
        }
    }

    private PlatformState Describe() =>
        new(Environment.ProcessId, status, DataPath, [.. resources.Select(r => r.Describe())]);

    private void Become(string next)
    {
        status = next;
        state?.Write();
    }
}
