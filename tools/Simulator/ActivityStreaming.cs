using System.Diagnostics;
using System.Globalization;

namespace CongNgheSo.Simulator;

/// <summary>
/// Activities through the gateway as one stream, and the memory of gateway and Activity meanwhile. Prints a report in
/// Markdown.
/// </summary>
public static class ActivityStreaming
{
    private const int Teams = 500;
    private const int WarmRows = 20_000;

    private static readonly TimeSpan BetweenSamples = TimeSpan.FromMilliseconds(500);
    private static readonly string[] Watched = ["gateway", "activity"];

    public static async Task RunAsync(GatewayClient gateway, Options options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        ArgumentNullException.ThrowIfNull(options);
        var host = HostState.Read(options.Data);
        var plan = new ProvincePlan(options.Province, options.Seed);
        var maker = new ProvinceMaker(gateway, plan);
        var villages = await maker.MakeVillagesAsync(Teams, cancellationToken);
        var teams = await maker.MakeTeamsAsync(villages, Teams * 4, cancellationToken);
        await maker.AwaitTeamsAsync(teams, cancellationToken);
        var ids = teams.Select(team => team.Id).ToArray();
        // Compiled and warm, as the service is in earnest.
        await SendAsync(
            gateway,
            new ProvincePlan(options.Province, options.Seed + 1),
            ids,
            WarmRows,
            cancellationToken
        );

        var samples = new List<IReadOnlyList<ProcessUse>>();
        using var sampling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sampler = SampleAsync(host, samples, sampling.Token);
        var before = host.Use();
        var clock = Stopwatch.StartNew();
        var answer = await SendAsync(gateway, plan, ids, options.Rows, cancellationToken);
        var seconds = clock.Elapsed.TotalSeconds;
        var after = host.Use();
        await sampling.CancelAsync();
        await sampler;

        Print($"{answer.Accepted:N0} rows in one stream: {seconds:N0} s, {answer.Accepted / seconds:N0} a second.");
        if (answer.Accepted != options.Rows)
            throw new SimulatorException($"{options.Rows} rows were sent, {answer.Accepted} accepted.");
        Print($"");
        Print($"| MB of memory | first | a quarter | half | three quarters | last | at most |");
        Print($"|---|---:|---:|---:|---:|---:|---:|");
        foreach (var name in Watched)
        {
            var memory = samples.ConvertAll(sample => sample.First(use => use.Name == name).MemoryMegabytes);
            double At(double share) => memory[(int)(share * (memory.Count - 1))];
            Print(
                $"| {name} | {At(0):N0} | {At(0.25):N0} | {At(0.5):N0} | {At(0.75):N0} | {At(1):N0} | {memory.Max():N0} |"
            );
        }
        Print($"");
        Print($"| process | CPU µs a row |");
        Print($"|---|---:|");
        foreach (var (start, end) in before.Zip(after))
            Print($"| {end.Name} | {(end.CpuSeconds - start.CpuSeconds) * 1e6 / options.Rows:N1} |");
    }

    private static Task<BulkAnswer> SendAsync(
        GatewayClient gateway,
        ProvincePlan plan,
        Guid[] teams,
        int rows,
        CancellationToken cancellationToken
    ) =>
        gateway.PostStreamAsync(
            "/v1/activities/stream",
            plan.Activities(teams, rows, DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7))),
            cancellationToken
        );

    private static async Task SampleAsync(
        HostState host,
        List<IReadOnlyList<ProcessUse>> samples,
        CancellationToken cancellationToken
    )
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            samples.Add([.. Watched.Select(host.UseOf)]);
            await Task.Delay(BetweenSamples, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
