using System.Globalization;

namespace CongNgheSo.Simulator;

/// <summary>
/// Activities through the gateway beside the limit: the same rows put by pgbench and by COPY into a table of the same
/// shape on the same server, in the same run. Prints a report in Markdown.
/// </summary>
public static class Benchmark
{
    private const int CopiedRows = 500_000;

    private const string Table = """
        DROP TABLE IF EXISTS activities;
        CREATE TABLE activities (id uuid PRIMARY KEY, version int NOT NULL, team_id uuid NOT NULL, unit_id int NOT NULL,
            occurred_on date NOT NULL, topic text NOT NULL, form text NOT NULL, audience text NOT NULL,
            people_guided int NOT NULL, households int NOT NULL, outcomes jsonb NOT NULL, voided bool NOT NULL,
            recorded_hash bigint NOT NULL, recorded_at timestamptz NOT NULL, recorded_by text NOT NULL);
        CREATE INDEX ON activities (team_id, occurred_on);
        """;

    private const string Row = """
        gen_random_uuid(), 1, gen_random_uuid(), (random() * 100000)::int, current_date - (random() * 364)::int,
        'public-services', 'household-visit', 'elderly', (random() * 40)::int, (random() * 20)::int,
        '{"vneid-level2-activated": 3}', false, (random() * 1e15)::bigint, now(), 'client'
        """;

    public static async Task RunAsync(GatewayClient gateway, Options options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var host = HostState.Read(options.Data);
        var directory = Directory.CreateTempSubdirectory("congngheso-benchmark-").FullName;
        try
        {
            using var postgres = new PostgresTools(host.ConnectionStringOf("activitydb"), directory);
            await postgres.PsqlAsync("postgres", "DROP DATABASE IF EXISTS benchmark", cancellationToken);
            await postgres.PsqlAsync("postgres", "CREATE DATABASE benchmark", cancellationToken);
            await postgres.PsqlAsync("benchmark", Table, cancellationToken);

            var inserts = await postgres.InsertsPerSecondAsync(
                $"INSERT INTO activities VALUES ({Row})",
                options.Seconds,
                cancellationToken
            );
            var copied = await postgres.CopiedPerSecondAsync(Row, CopiedRows, cancellationToken);
            var single = await LoadAsync(options with { Mode = "single", Connections = 32 });
            var batch = await LoadAsync(options with { Mode = "batch", Connections = 4, Rows = 1_000 });
            Print(inserts, copied, single, batch);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }

        async Task<(LoadResult Load, IReadOnlyList<ProcessUse> Use)> LoadAsync(Options load)
        {
            var result = await Load.MeasureAsync(gateway, load, host, cancellationToken);
            // What is still on its way belongs to this load, not to the next.
            await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken);
            return result;
        }
    }

    private static void Print(
        double inserts,
        double copied,
        (LoadResult Load, IReadOnlyList<ProcessUse> Use) single,
        (LoadResult Load, IReadOnlyList<ProcessUse> Use) batch
    )
    {
        var text = Console.Out;
        text.WriteLine("| what | a second | of the limit |");
        text.WriteLine("|---|---:|---:|");
        text.WriteLine(Line($"| pgbench, 8 clients, one row a transaction, fsync on | {inserts:N0} | 1 |"));
        text.WriteLine(
            Line(
                $"| single activities through the gateway, 32 connections | {single.Load.RowsPerSecond:N0} | {single.Load.RowsPerSecond / inserts:0.00} |"
            )
        );
        text.WriteLine(Line($"| psql COPY of {CopiedRows:N0} rows | {copied:N0} | 1 |"));
        text.WriteLine(
            Line(
                $"| batch rows through the gateway, 4 connections of 1,000 rows | {batch.Load.RowsPerSecond:N0} | {batch.Load.RowsPerSecond / copied:0.00} |"
            )
        );
        text.WriteLine();
        text.WriteLine("| milliseconds | p50 | p99 | max |");
        text.WriteLine("|---|---:|---:|---:|");
        foreach (var (name, load) in new[] { ("single", single.Load), ("batch of 1,000", batch.Load) })
        {
            text.WriteLine(
                Line($"| {name}: answer | {load.Latency.P50:N0} | {load.Latency.P99:N0} | {load.Latency.Max:N0} |")
            );
            text.WriteLine(
                Line(
                    $"| {name}: from acknowledgement to visible total | {load.Visible.P50:N0} | {load.Visible.P99:N0} | {load.Visible.Max:N0} |"
                )
            );
        }
        text.WriteLine();
        text.WriteLine("| process | CPU µs a single activity | CPU µs a batch row | memory MB |");
        text.WriteLine("|---|---:|---:|---:|");
        foreach (var (one, many) in single.Use.Zip(batch.Use))
            text.WriteLine(
                Line(
                    $"| {one.Name} | {one.CpuSeconds * 1e6 / single.Load.Rows:N0} | {many.CpuSeconds * 1e6 / batch.Load.Rows:0.0} | {many.MemoryMegabytes:N0} |"
                )
            );
    }

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}
