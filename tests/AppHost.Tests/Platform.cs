using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using CongNgheSo.AppHost.Embedded;
using CongNgheSo.AppHost.Sample;

namespace CongNgheSo.AppHost.Tests;

/// <summary>The sample platform in a process of its own, to be stopped and killed from outside.</summary>
public sealed partial class Platform : IAsyncDisposable
{
    private const int Kill = 9;
    private const int Terminate = 15;

    private readonly Process host;
    private readonly StringBuilder output = new();

    private Platform(string directory, string[] arguments, (string Name, string Value)[] environment)
    {
        Directory = directory;
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] all =
        [
            typeof(SampleProject).Assembly.Location,
            "--data",
            directory,
            "--no-dashboard",
            "Replicas:sample=2",
            .. arguments,
        ];
        foreach (var argument in all)
        {
            info.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }

        host = Process.Start(info)!;
        host.OutputDataReceived += (_, line) => Collect(line.Data);
        host.ErrorDataReceived += (_, line) => Collect(line.Data);
        host.BeginOutputReadLine();
        host.BeginErrorReadLine();
    }

    public string Directory { get; }

    public int HostPid => host.Id;

    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>What state.json says now.</summary>
    public PlatformState State => PlatformState.Read(Directory)!;

    public static string NewDirectory() => System.IO.Directory.CreateTempSubdirectory("congngheso-apphost-").FullName;

    /// <summary>Starts a host, and waits for nothing.</summary>
    public static Platform Launch(
        string directory,
        string[]? arguments = null,
        params (string, string)[] environment
    ) => new(directory, arguments ?? [], environment);

    /// <summary>Starts a host and returns when everything is ready.</summary>
    public static async Task<Platform> StartAsync(string directory)
    {
        var platform = Launch(directory);
        await Eventually.TrueAsync(
            () =>
            {
                platform.host.HasExited.ShouldBeFalse(platform.Output);
                return PlatformState.Read(directory) is { Status: "Running" } state
                    && state.HostPid == platform.HostPid;
            },
            TimeSpan.FromSeconds(90),
            () => platform.Output
        );
        return platform;
    }

    public ResourceState Resource(string name) => State.Resources.Single(r => r.Name == name);

    public Uri Address(string name, int replica = 0, string endpoint = "http") =>
        new(Resource(name).Endpoints[endpoint][replica]);

    /// <summary>All addresses of a resource.</summary>
    public IReadOnlyList<string> Addresses(string name) => [.. Resource(name).Endpoints.Values.SelectMany(e => e)];

    public static void KillHard(int pid) => _ = kill(pid, Kill);

    /// <summary>Kills the host so that it can clean up nothing.</summary>
    public async Task KillHostAsync()
    {
        KillHard(HostPid);
        await host.WaitForExitAsync();
    }

    /// <summary>Stops the host as Ctrl-C or systemd would; its exit code.</summary>
    public async Task<int> StopAsync()
    {
        _ = kill(HostPid, Terminate);
        return await ExitAsync();
    }

    public async Task<int> ExitAsync()
    {
        await host.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return host.ExitCode;
    }

    /// <summary>Every process that has to do with a data directory, but for hosts themselves.</summary>
    public static IReadOnlyList<string> ProcessesOf(string directory) =>
        [
            .. System
                .IO.Directory.EnumerateDirectories("/proc")
                .Where(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out _))
                .Where(path => !Read(path, "cmdline").Contains("\0--data\0", StringComparison.Ordinal))
                .Where(path =>
                    Read(path, "environ").Contains(directory, StringComparison.Ordinal)
                    || Read(path, "cmdline").Contains(directory, StringComparison.Ordinal)
                    || LinkOf($"{path}/cwd").StartsWith(directory, StringComparison.Ordinal)
                )
                .Select(path => $"{Path.GetFileName(path)} {Read(path, "cmdline").Replace('\0', ' ')}"),
        ];

    public async ValueTask DisposeAsync()
    {
        if (!host.HasExited)
        {
            await StopAsync();
        }

        host.Dispose();
    }

    private static string Read(string process, string file)
    {
        try
        {
            return File.ReadAllText($"{process}/{file}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return string.Empty; // Gone meanwhile, or another user's.
        }
    }

    private static string LinkOf(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: false)?.FullName ?? string.Empty;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }

    [LibraryImport("libc")]
    private static partial int kill(int pid, int signal);

    private void Collect(string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }
}
