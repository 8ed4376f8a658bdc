using System.Collections.Concurrent;
using System.Diagnostics;

namespace CongNgheSo.AppHost.Embedded;

/// <summary>
/// Starts child processes from one thread that never ends. A child asks the kernel to be killed when its parent
/// dies, and to the kernel the parent is the thread that started it: one of the pool's would take the child with it.
/// </summary>
internal static class Spawner
{
    private static readonly BlockingCollection<Action> Requests = [];

    static Spawner() => new Thread(Work) { IsBackground = true, Name = "spawner" }.Start();

    /// <summary>Starts a child in a session of its own, so that Ctrl-C reaches the host alone.</summary>
    public static Task<Process> StartAsync(Launch launch)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add(() =>
        {
            try
            {
                started.SetResult(Start(launch));
            }
            catch (Exception failure)
            {
                started.SetException(failure);
            }
        });
        return started.Task;
    }

    private static void Work()
    {
        foreach (var request in Requests.GetConsumingEnumerable())
        {
            request();
        }
    }

    private static Process Start(Launch launch)
    {
        var info = new ProcessStartInfo("setsid")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = launch.WorkingDirectory,
        };
        info.ArgumentList.Add("setpriv");
        info.ArgumentList.Add("--pdeathsig");
        info.ArgumentList.Add(Native.NameOf(launch.DeathSignal));
        if (launch.Account is { } account)
        {
            info.ArgumentList.Add($"--reuid={account.Name}");
            info.ArgumentList.Add($"--regid={account.Group}");
            info.ArgumentList.Add("--init-groups");
        }

        info.ArgumentList.Add("--");
        info.ArgumentList.Add(launch.FileName);
        foreach (var argument in launch.Arguments)
        {
            info.ArgumentList.Add(argument);
        }

        if (!launch.InheritsEnvironment)
        {
            info.Environment.Clear();
            info.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
            info.Environment["LANG"] = "C.UTF-8";
        }

        foreach (var (name, value) in launch.Environment)
        {
            info.Environment[name] = value;
        }

        var process = new Process { StartInfo = info, EnableRaisingEvents = true };
        process.Start();
        process.StandardInput.Close();
        return process;
    }
}
