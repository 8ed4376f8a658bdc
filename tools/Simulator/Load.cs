using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace CongNgheSo.Simulator;

/// <summary>
/// Records activities as fast as the gateway takes them, and every 200 ms measures how long the nation's total takes to
/// show what was acknowledged. Prints one JSON object.
/// </summary>
public static class Load
{
    public static async Task RunAsync(GatewayClient gateway, Options options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        ArgumentNullException.ThrowIfNull(options);
        var plan = new ProvincePlan(options.Province, options.Seed);
        var maker = new ProvinceMaker(gateway, plan);
        var villages = await maker.MakeVillagesAsync(options.Villages, cancellationToken);
        var teams = await maker.MakeTeamsAsync(villages, options.Members, cancellationToken);
        await maker.AwaitTeamsAsync(teams, cancellationToken);
        var ids = teams.Select(team => team.Id).ToArray();

        // Cold code is two or three times slower: the first seconds do not count.
        await SendAsync(gateway, options, ids, TimeSpan.FromSeconds(5), seed: Environment.TickCount, cancellationToken);
        using var visibility = new VisibilityProbe(gateway, ids, cancellationToken);
        var watching = visibility.RunAsync();
        var result = await SendAsync(
            gateway,
            options,
            ids,
            TimeSpan.FromSeconds(options.Seconds),
            seed: Environment.TickCount,
            cancellationToken
        );
        visibility.Stop();
        await watching;
        Console.WriteLine(
            JsonSerializer.Serialize(
                new
                {
                    mode = options.Mode,
                    connections = options.Connections,
                    rowsPerRequest = options.Mode == "batch" ? options.Rows : 1,
                    rows = result.Rows,
                    rowsPerSecond = Math.Round(result.Rows / result.Seconds),
                    latencyMs = Percentiles(result.Latencies),
                    visibleMs = Percentiles(visibility.Delays),
                },
                GatewayClient.Json
            )
        );
    }

    private static async Task<(long Rows, double Seconds, IReadOnlyList<double> Latencies)> SendAsync(
        GatewayClient gateway,
        Options options,
        Guid[] teams,
        TimeSpan duration,
        int seed,
        CancellationToken cancellationToken
    )
    {
        var clock = Stopwatch.StartNew();
        var rows = 0L;
        var latencies = new List<double>();
        await Task.WhenAll(Enumerable.Range(0, options.Connections).Select(Connection));
        return (rows, clock.Elapsed.TotalSeconds, latencies);

        async Task Connection(int number)
        {
            var perRequest = options.Mode == "batch" ? options.Rows : 1;
            var (path, type) =
                options.Mode == "batch"
                    ? ("/v1/activities/batch", "application/x-ndjson")
                    : ("/v1/activities", "application/json");
            var today = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7));
            var mine = new List<double>();
            var source = new ProvincePlan(options.Province, unchecked(seed * 1000 + number))
                .Activities(teams, int.MaxValue, today)
                .Chunk(perRequest);
            foreach (var chunk in source)
            {
                if (clock.Elapsed >= duration)
                    break;
                var body = Encoding.UTF8.GetBytes(
                    string.Join('\n', chunk.Select(row => JsonSerializer.Serialize(row, GatewayClient.Json)))
                );
                var sent = clock.Elapsed;
                await gateway.SendAsync(HttpMethod.Post, path, body, type, cancellationToken);
                mine.Add((clock.Elapsed - sent).TotalMilliseconds);
                Interlocked.Add(ref rows, perRequest);
            }
            lock (latencies)
                latencies.AddRange(mine);
        }
    }

    private static object? Percentiles(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
            return null;
        var sorted = values.Order().ToArray();
        double At(double share) => Math.Round(sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)], 1);
        return new
        {
            p50 = At(0.5),
            p99 = At(0.99),
            max = At(1),
        };
    }
}
