using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using CongNgheSo.AppHost.Embedded;

namespace CongNgheSo.Testing;

/// <summary>An AppHost in a process of its own, to be stopped and killed from outside.</summary>
public sealed partial class HostProcess : IAsyncDisposable
{
    private const int Kill = 9;
    private const int Terminate = 15;
    private const int Continue = 18;
    private const int Stop = 19;

    private readonly Process host;
    private readonly StringBuilder output = new();

    private HostProcess(
        string assembly,
        string directory,
        string[] arguments,
        (string Name, string Value)[] environment
    )
    {
        Directory = directory;
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] all = [assembly, "--data", directory, .. arguments];
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

    public static string NewDirectory() => System.IO.Directory.CreateTempSubdirectory("congngheso-host-").FullName;

    /// <summary>Starts a host, and waits for nothing.</summary>
    public static HostProcess Launch(
        string assembly,
        string directory,
        string[] arguments,
        params (string, string)[] environment
    ) => new(assembly, directory, arguments, environment);

    /// <summary>Returns this when everything is ready.</summary>
    public async Task<HostProcess> RunningAsync(TimeSpan? within = null)
    {
        await Eventually.TrueAsync(
            () =>
                host.HasExited
                    ? throw new InvalidOperationException($"The host ended:\n{Output}")
                    : PlatformState.Read(Directory) is { Status: "Running" } state && state.HostPid == HostPid,
            within ?? TimeSpan.FromSeconds(90),
            () => Output
        );
        return this;
    }

    public ResourceState Resource(string name) => State.Resources.Single(r => r.Name == name);

    public Uri Address(string name, int replica = 0, string endpoint = "http") =>
        new(Resource(name).Endpoints[endpoint][replica]);

    /// <summary>All addresses of a resource.</summary>
    public IReadOnlyList<string> Addresses(string name) => [.. Resource(name).Endpoints.Values.SelectMany(e => e)];

    public static void KillHard(int pid) => _ = kill(pid, Kill);

    /// <summary>Holds a process: its connections stay open and nothing answers.</summary>
    public static void Pause(int pid) => _ = kill(pid, Stop);

    /// <summary>Lets a held process go on.</summary>
    public static void Resume(int pid) => _ = kill(pid, Continue);

    /// <summary>Kills the host so that it can clean up nothing.</summary>
    public async Task KillHostAsync()
    {
        KillHard(HostPid);
        await host.WaitForExitAsync();
    }

    /// <summary>Stops the host as Ctrl-C or systemd would, by as many signals in a row; its exit code.</summary>
    public async Task<int> StopAsync(int signals = 1)
    {
        for (var sent = 0; sent < signals; sent++)
        {
            _ = kill(HostPid, Terminate);
            await Task.Delay(100);
        }

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
