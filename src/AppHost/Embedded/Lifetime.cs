using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CongNgheSo.AppHost.Embedded;

/// <summary>Runs the platform until a signal says otherwise; one more, a moment later, stops it at once.</summary>
internal static class Lifetime
{
    /// <summary>Within it a second signal is the first once more: a terminal and sudo both pass on a Ctrl-C.</summary>
    private static readonly TimeSpan Echo = TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync(DistributedApplication application, HostLog log)
    {
        var asked = new CancellationTokenSource();
        var askedAt = 0L;
        void OnSignal(PosixSignalContext context)
        {
            context.Cancel = true;
            if (asked.IsCancellationRequested)
            {
                if (Stopwatch.GetElapsedTime(askedAt) > Echo)
                {
                    application.Hurry();
                }

                return;
            }

            askedAt = Stopwatch.GetTimestamp();
            log.Say("Stopping…");
            asked.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);
        using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, OnSignal);

        var code = 0;
        try
        {
            await application.StartAsync(asked.Token);
            await Task.Delay(Timeout.Infinite, asked.Token);
        }
        catch (OperationCanceledException) when (asked.IsCancellationRequested)
        {
            // That is the way it ends.
        }
        catch (DistributedApplicationException failure)
        {
            await Console.Error.WriteLineAsync($"error: {failure.Message}");
            code = 1;
        }
        catch (Exception failure)
        {
            // Nobody's fault but ours; still, nothing that was started is left behind.
            await Console.Error.WriteLineAsync($"error: {failure}");
            code = 1;
        }

        await application.StopAsync(CancellationToken.None);
        return code;
    }
}
