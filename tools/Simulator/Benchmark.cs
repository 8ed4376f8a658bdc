using System.Data.Common;
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
            var state = options.Loaded > 0 ? "empty: " : "";
            var runs = new List<Run>
            {
                await LoadAsync($"{state}single activities", options with { Mode = "single", Connections = 32 }),
                await LoadAsync($"{state}batch rows", options with { Mode = "batch", Connections = 4, Rows = 1_000 }),
            };
            var year = new YearOfActivities(postgres, Database("activitydb"), Database("reportingdb"));
            if (options.Loaded > 0)
            {
                await SettleAsync(year);
                await year.FillAsync(options.Loaded, cancellationToken);
                state = $"{options.Loaded} million there: ";
                runs.Add(await LoadAsync($"{state}single activities", options with { Mode = "single" }));
                runs.Add(
                    await LoadAsync(
                        $"{state}batch rows",
                        options with
                        {
                            Mode = "batch",
                            Connections = 4,
                            Rows = 1_000,
                        }
                    )
                );
            }
            Print(inserts, copied, runs);
            var (recorded, counted) = await SettleAsync(year);
            Console.WriteLine(Line($"\n{recorded:N0} activities recorded, {counted:N0} in the nation's total."));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }

        string Database(string name) =>
            (string)new DbConnectionStringBuilder { ConnectionString = host.ConnectionStringOf(name) }["Database"];

        async Task<Run> LoadAsync(string name, Options load)
        {
            var (result, use) = await Load.MeasureAsync(gateway, load, host, cancellationToken);
            // What is still on its way belongs to this load, not to the next.
            await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken);
            return new Run(name, load.Mode, result, use);
        }

        // Until all that was recorded is in the totals, as long as that goes forward.
        async Task<(long Recorded, long Counted)> SettleAsync(YearOfActivities year)
        {
            var counts = await year.CountAsync(cancellationToken);
            for (var before = -1L; counts.Counted < counts.Recorded && counts.Counted > before; )
            {
                before = counts.Counted;
                await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken);
                counts = await year.CountAsync(cancellationToken);
            }
            return counts;
        }
    }

    private static void Print(double inserts, double copied, List<Run> runs)
    {
        var text = Console.Out;
        text.WriteLine("| what | a second | of the limit | of empty |");
        text.WriteLine("|---|---:|---:|---:|");
        text.WriteLine(Line($"| pgbench, 8 clients, one row a transaction, fsync on | {inserts:N0} | 1 | |"));
        text.WriteLine(Line($"| psql COPY of {CopiedRows:N0} rows | {copied:N0} | 1 | |"));
        foreach (var run in runs)
        {
            var limit = run.Mode == "batch" ? copied : inserts;
            var empty = runs.First(other => other.Mode == run.Mode).Load.RowsPerSecond;
            text.WriteLine(
                Line(
                    $"| {run.Name} | {run.Load.RowsPerSecond:N0} | {run.Load.RowsPerSecond / limit:0.00} | {run.Load.RowsPerSecond / empty:0.00} |"
                )
            );
        }
        text.WriteLine();
        text.WriteLine("| milliseconds | p50 | p99 | max |");
        text.WriteLine("|---|---:|---:|---:|");
        foreach (var (name, _, load, _) in runs)
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
        text.WriteLine($"| CPU µs each, memory MB | {string.Join(" | ", runs.Select(run => run.Name))} |");
        text.WriteLine($"|---|{string.Concat(runs.Select(_ => "---:|"))}");
        foreach (var (index, name) in runs[0].Use.Index().Select(pair => (pair.Index, pair.Item.Name)))
            text.WriteLine($"| {name} | {string.Join(" | ", runs.Select(run => Cell(run, run.Use[index])))} |");

        static string Cell(Run run, ProcessUse use) =>
            Line($"{use.CpuSeconds * 1e6 / run.Load.Rows:0.0}, {use.MemoryMegabytes:N0}");
    }

    private sealed record Run(string Name, string Mode, LoadResult Load, IReadOnlyList<ProcessUse> Use);

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}
