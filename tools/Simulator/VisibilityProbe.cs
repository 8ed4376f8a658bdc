using System.Diagnostics;
using System.Text.Json;

namespace CongNgheSo.Simulator;

/// <summary>
/// Records an activity with an outcome that nobody else records, and asks for the nation's total of it until it is
/// there: the time from acknowledgement to visible total.
/// </summary>
public sealed class VisibilityProbe(GatewayClient gateway, Guid[] teams, CancellationToken cancellationToken)
{
    private const string Outcome = "e-receipts";

    // Fine enough for a second, and what asking costs is not taken from what is measured.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);
    private readonly List<double> delays = [];
    private volatile bool stopped;

    /// <summary>Milliseconds from each acknowledgement until the total showed it.</summary>
    public IReadOnlyList<double> Delays => delays;

    /// <summary>Begins no further one; the one under way is seen to its end.</summary>
    public void Stop() => stopped = true;

    public async Task RunAsync()
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7));
        var total = await TotalAsync(today);
        for (var number = 0; !stopped; number++)
        {
            await gateway.PostAsync<object>(
                "/v1/activities",
                new ActivityRow(
                    Guid.NewGuid(),
                    teams[number % teams.Length],
                    today,
                    "online-payment",
                    "demonstration",
                    "traders",
                    0,
                    0,
                    new Dictionary<string, long> { [Outcome] = 1 }
                ),
                cancellationToken
            );
            var acknowledged = Stopwatch.StartNew();
            total++;
            while (await TotalAsync(today) < total)
                await Task.Delay(Pause + (acknowledged.Elapsed / 20), cancellationToken);
            delays.Add(acknowledged.Elapsed.TotalMilliseconds);
            await Task.Delay(200, cancellationToken);
        }
    }

    private async Task<long> TotalAsync(DateOnly day)
    {
        var rollup = await gateway.GetAsync<JsonElement>(
            $"/v1/rollups/VN?from={day:yyyy-MM-dd}&to={day:yyyy-MM-dd}&indicators={Outcome}",
            cancellationToken
        );
        return rollup.GetProperty("total").TryGetProperty(Outcome, out var value) ? value.GetInt64() : 0;
    }
}
