namespace CongNgheSo.AppHost.Embedded;

/// <summary>A child process to be: what, as whom, and how it is told to stop.</summary>
internal sealed record Launch(string FileName, IReadOnlyList<string> Arguments)
{
    public Dictionary<string, string?> Environment { get; init; } = [];

    /// <summary>Servers get a bare environment: PGPORT or RABBITMQ_… of the caller must not steer them.</summary>
    public bool InheritsEnvironment { get; init; }

    public string WorkingDirectory { get; init; } = "/";

    public ServiceAccount? Account { get; init; }

    /// <summary>The signal for a clean stop.</summary>
    public int StopSignal { get; init; } = Native.Terminate;

    /// <summary>The signal the kernel sends when the host has died.</summary>
    public int DeathSignal { get; init; } = Native.Kill;
}
