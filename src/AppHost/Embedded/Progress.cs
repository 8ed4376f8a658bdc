namespace CongNgheSo.AppHost.Embedded;

internal enum ProgressState
{
    NotStarted,
    Waiting,
    Starting,
    Running,
    Restarting,
    Finished,
    Failed,
    Stopped,
}

/// <summary>How far a resource has come, and tasks for those who wait for it.</summary>
internal sealed class Progress
{
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ProgressState State { get; private set; }

    public int? ExitCode { get; private set; }

    /// <summary>Completes the first time the resource is ready.</summary>
    public Task Ready => ready.Task;

    /// <summary>Completes with the exit code of a resource that has run to its end.</summary>
    public Task<int> Completed => completed.Task;

    public event Action? Changed;

    public void Move(ProgressState state)
    {
        State = state;
        Changed?.Invoke();
        if (state == ProgressState.Running)
        {
            ready.TrySetResult();
        }
    }

    public void Complete(int exitCode)
    {
        ExitCode = exitCode;
        Move(exitCode == 0 ? ProgressState.Finished : ProgressState.Failed);
        completed.TrySetResult(exitCode);
        if (exitCode == 0)
        {
            ready.TrySetResult();
        }
    }
}
