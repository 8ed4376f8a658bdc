using System.Diagnostics;
using System.Text.Json;

namespace CongNgheSo.Simulator;

/// <summary>
/// Records an activity with an outcome that nobody else records, and asks for the nation's total of it until it is
/// there: the time from acknowledgement to visible total.
/// </summary>
public sealed class VisibilityProbe(GatewayClient gateway, Guid[] teams, CancellationToken cancellationToken)
    : IDisposable
{
    private const string Outcome = "e-receipts";
    private readonly CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private readonly List<double> delays = [];

    /// <summary>Milliseconds from each acknowledgement until the total showed it.</summary>
    public IReadOnlyList<double> Delays => delays;

    public void Stop() => stop.Cancel();

    public async Task RunAsync()
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7));
        var total = await TotalAsync(today);
        try
        {
            for (var number = 0; !stop.IsCancellationRequested; number++)
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
                    stop.Token
                );
                var acknowledged = Stopwatch.StartNew();
                total++;
                while (await TotalAsync(today) < total)
                    await Task.Delay(5, stop.Token);
                delays.Add(acknowledged.Elapsed.TotalMilliseconds);
                await Task.Delay(200, stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
    }

    public void Dispose() => stop.Dispose();

    private async Task<long> TotalAsync(DateOnly day)
    {
        var rollup = await gateway.GetAsync<JsonElement>(
            $"/v1/rollups/VN?from={day:yyyy-MM-dd}&to={day:yyyy-MM-dd}&indicators={Outcome}",
            stop.Token
        );
        return rollup.GetProperty("total").TryGetProperty(Outcome, out var value) ? value.GetInt64() : 0;
    }
}
