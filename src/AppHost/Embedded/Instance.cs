using System.Diagnostics;
using System.Net.Sockets;

namespace CongNgheSo.AppHost.Embedded;

/// <summary>One replica of a resource: starts it, waits until it is ready, and starts it again when it dies.</summary>
internal sealed class Instance(ProcessResource resource, int replica, HostContext host)
{
    private const int FutileStarts = 5;

    private readonly string name = resource.NameOf(replica);
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ChildProcess? child;
    private Func<IReadOnlyList<string>> tail = () => [];

    /// <summary>Completes the first time the replica is ready.</summary>
    public Task Ready => ready.Task;

    /// <summary>Whether it is ready now.</summary>
    public bool IsUp { get; private set; }

    public int? Pid => child is { Exited.IsCompleted: false } running ? running.Id : null;

    /// <summary>What it said last, to be shown where it failed.</summary>
    public string LastLines =>
        tail() is { Count: > 0 } lines
            ? $" Its last lines ({Path.Combine(host.Data.Logs, name)}.log):\n    {string.Join("\n    ", lines)}"
            : string.Empty;

    /// <summary>Ends with the exit code of a replica that runs once, and otherwise when the host stops.</summary>
    public async Task<int> RunAsync()
    {
        using var log = new ResourceLog(host.Log, host.Data.Logs, name, resource.IsQuiet);
        tail = () => log.Tail;
        try
        {
            return await SuperviseAsync(log);
        }
        finally
        {
            ended.TrySetResult();
        }
    }

    /// <summary>Stops the replica; the host has said that it is stopping.</summary>
    public async Task StopAsync(CancellationToken hurry)
    {
        if (child is { } running)
        {
            await running.StopAsync(resource.StopsWithin, hurry);
        }

        await ended.Task;
    }

    private async Task<int> SuperviseAsync(ResourceLog lines)
    {
        var failures = 0;
        while (true)
        {
            var launch = await resource.DescribeAsync(host, replica);
            launch.Environment[Leftovers.Mark] = host.Data.Root;
            var running = await ChildProcess.StartAsync(launch, lines.Line);
            child = running;
            if (host.Stopping.IsCancellationRequested)
            {
                await running.StopAsync(resource.StopsWithin, CancellationToken.None);
                return 0;
            }

            var started = Stopwatch.StartNew();
            resource.Report(restarting: failures > 0);
            if (!resource.RunsOnce && await BecomesReadyAsync(running))
            {
                IsUp = true;
                resource.Report(restarting: false);
                ready.TrySetResult();
            }

            var code = await running.Exited;
            IsUp = false;
            if (host.Stopping.IsCancellationRequested)
            {
                return 0;
            }

            if (resource.RunsOnce)
            {
                return code == 0 ? 0 : Failed(code);
            }

            failures = started.Elapsed > TimeSpan.FromMinutes(1) ? 1 : failures + 1;
            if (!ready.Task.IsCompleted && failures == FutileStarts)
            {
                throw new DistributedApplicationException($"{name} does not start (exit code {code}).{LastLines}");
            }

            var pause = TimeSpan.FromSeconds(Math.Min(30, 0.5 * Math.Pow(2, failures - 1)));
            host.Log.Write(name, $"ended with exit code {code}; starting it again in {pause.TotalSeconds} s");
            resource.Report(restarting: true);
            try
            {
                await Task.Delay(pause, host.Stopping);
            }
            catch (OperationCanceledException)
            {
                return 0;
            }
        }
    }

    private int Failed(int code)
    {
        host.Log.Write(name, $"failed with exit code {code}.{LastLines}");
        return code;
    }

    private async Task<bool> BecomesReadyAsync(ChildProcess running)
    {
        while (!running.Exited.IsCompleted)
        {
            try
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(host.Stopping);
                patience.CancelAfter(TimeSpan.FromSeconds(5));
                if (await resource.IsReadyAsync(replica, patience.Token))
                {
                    return !running.Exited.IsCompleted;
                }
            }
            catch (Exception failure)
                when (failure is HttpRequestException or SocketException or IOException or OperationCanceledException
                    || failure is System.Data.Common.DbException
                )
            {
                // Not yet.
            }

            await Task.WhenAny(running.Exited, Task.Delay(100));
        }

        return false;
    }
}
