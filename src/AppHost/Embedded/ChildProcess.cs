using System.Diagnostics;

namespace CongNgheSo.AppHost.Embedded;

/// <summary>A running child: its id, its output line by line, and its end.</summary>
internal sealed class ChildProcess
{
    private readonly Process process;
    private readonly Launch launch;
    private readonly TaskCompletionSource<int> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(Process process, Launch launch, Action<string> line)
    {
        this.process = process;
        this.launch = launch;
        Id = process.Id;
        var output = Task.WhenAll(PumpAsync(process.StandardOutput, line), PumpAsync(process.StandardError, line));
        _ = ObserveExitAsync(output);
    }

    public int Id { get; }

    /// <summary>The exit code; 128 + n where a signal n ended it.</summary>
    public Task<int> Exited => exited.Task;

    public static async Task<ChildProcess> StartAsync(Launch launch, Action<string> line) =>
        new(await Spawner.StartAsync(launch), launch, line);

    /// <summary>Asks the child to stop; kills it and all it started when it has not within the time given.</summary>
    public async Task StopAsync(TimeSpan patience, CancellationToken hurry)
    {
        Signal(launch.StopSignal);
        try
        {
            await Exited.WaitAsync(patience, hurry);
        }
        catch (Exception failure) when (failure is TimeoutException or OperationCanceledException)
        {
            Signal(Native.Kill);
            await Exited;
        }

        // Helpers of the child (it leads its own process group) must not outlive it.
        Native.Signal(-Id, Native.Kill);
    }

    private void Signal(int signal)
    {
        if (!Exited.IsCompleted)
        {
            Native.Signal(Id, signal);
        }
    }

    private async Task ObserveExitAsync(Task output)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => ended.TrySetResult();
        if (process.HasExited)
        {
            ended.TrySetResult();
        }

        await ended.Task;
        var code = process.ExitCode;
        // The last lines say why it ended; a helper that holds the pipe open must not keep us, though.
        await Task.WhenAny(output, Task.Delay(TimeSpan.FromSeconds(1)));
        exited.TrySetResult(code);
    }

    private static async Task PumpAsync(StreamReader reader, Action<string> line)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } text)
            {
                line(text);
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            // The pipe went with the process.
        }
    }
}
