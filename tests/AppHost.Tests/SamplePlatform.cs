using CongNgheSo.AppHost.Sample;

namespace CongNgheSo.AppHost.Tests;

/// <summary>Starts the sample platform in a process of its own.</summary>
internal static class SamplePlatform
{
    /// <summary>Starts a host, and waits for nothing.</summary>
    public static HostProcess Launch(
        string directory,
        string[]? arguments = null,
        params (string, string)[] environment
    ) =>
        HostProcess.Launch(
            typeof(SampleProject).Assembly.Location,
            directory,
            ["--no-dashboard", "Replicas:sample=2", .. arguments ?? []],
            environment
        );

    /// <summary>Starts a host and returns when everything is ready.</summary>
    public static Task<HostProcess> StartAsync(string directory) => Launch(directory).RunningAsync();
}
