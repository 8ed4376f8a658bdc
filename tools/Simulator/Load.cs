using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace CongNgheSo.Simulator;

/// <summary>Percentiles of milliseconds.</summary>
public sealed record Percentiles(double P50, double P99, double Max)
{
    public static Percentiles Of(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
            return new Percentiles(double.NaN, double.NaN, double.NaN);
        var sorted = values.Order().ToArray();
        double At(double share) => Math.Round(sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)], 1);
        return new Percentiles(At(0.5), At(0.99), At(1));
    }
}

/// <summary>What a load came to.</summary>
/// <param name="Rows">Activities acknowledged.</param>
/// <param name="RowsPerSecond">Of them a second.</param>
/// <param name="Latency">From sending a request to its answer, ms.</param>
/// <param name="Visible">From an acknowledgement until the nation's total shows it, ms.</param>
public sealed record LoadResult(long Rows, double RowsPerSecond, Percentiles Latency, Percentiles Visible);

/// <summary>
/// Records activities as fast as the gateway takes them, and meanwhile measures how long the nation's total takes to
/// show what was acknowledged.
/// </summary>
public static class Load
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);

    /// <summary>Prints one JSON object.</summary>
    public static async Task RunAsync(GatewayClient gateway, Options options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (load, use) = await MeasureAsync(gateway, options, HostState.Read(options.Data), cancellationToken);
        Console.WriteLine(JsonSerializer.Serialize(new { load, use }, Readable));
    }

    /// <summary>The load's figures, and what each process of the host used meanwhile.</summary>
    public static async Task<(LoadResult, IReadOnlyList<ProcessUse>)> MeasureAsync(
        GatewayClient gateway,
        Options options,
        HostState host,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(gateway);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(host);
        var plan = new ProvincePlan(options.Province, options.Seed);
        var maker = new ProvinceMaker(gateway, plan);
        var villages = await maker.MakeVillagesAsync(options.Villages, cancellationToken);
        var teams = await maker.MakeTeamsAsync(villages, options.Members, cancellationToken);
        await maker.AwaitTeamsAsync(teams, cancellationToken);
        var ids = teams.Select(team => team.Id).ToArray();

        // Cold code is two or three times slower: the first seconds do not count.
        await SendAsync(gateway, options, ids, WarmUp, seed: Environment.TickCount, cancellationToken);
        var visibility = new VisibilityProbe(gateway, ids, cancellationToken);
        var before = host.Use();
        var watching = visibility.RunAsync();
        var (rows, seconds, latencies) = await SendAsync(
            gateway,
            options,
            ids,
            TimeSpan.FromSeconds(options.Seconds),
            seed: Environment.TickCount,
            cancellationToken
        );
        var after = host.Use();
        visibility.Stop();
        await watching;
        return (
            new LoadResult(
                rows,
                Math.Round(rows / seconds),
                Percentiles.Of(latencies),
                Percentiles.Of(visibility.Delays)
            ),
            [
                .. before.Zip(
                    after,
                    (start, end) =>
                        new ProcessUse(
                            end.Name,
                            Math.Round(end.CpuSeconds - start.CpuSeconds, 2),
                            Math.Round(end.MemoryMegabytes)
                        )
                ),
            ]
        );
    }

    private static readonly JsonSerializerOptions Readable = new(GatewayClient.Json)
    {
        WriteIndented = true,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

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
}
