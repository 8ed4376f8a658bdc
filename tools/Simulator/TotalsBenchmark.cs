using System.Data.Common;
using System.Diagnostics;
using System.Globalization;

namespace CongNgheSo.Simulator;

/// <summary>
/// How fast totals are answered over a year before the merger of 1 July 2025 and after it was carried out: under today's
/// boundaries for every province, and as it was for units of every level, beside the same questions as GROUP BY over the
/// facts. Compares the answers, and has all totals compared with the facts. Prints a report in Markdown.
/// </summary>
public static class TotalsBenchmark
{
    private const int Rounds = 20;
    private const int UnitsALevel = 100;
    private const int SqlQuestions = 5;
    private const string From = "2024-06-30";
    private const string To = "2025-06-29";

    /// <summary>What stands below a unit today: where it hung last, before its first placement where it hung first.</summary>
    private const string Below = """
        WITH RECURSIVE below AS (
            SELECT id AS unit_id FROM units WHERE code = '$code$' AND valid_to IS NULL
            UNION
            SELECT placed.unit_id FROM below JOIN unit_placements AS placed ON placed.parent_id = below.unit_id
            WHERE NOT EXISTS (
                SELECT FROM unit_placements AS later
                WHERE later.unit_id = placed.unit_id AND later.valid_from > placed.valid_from
                    AND later.valid_from <= current_date
            )
        )
        """;

    /// <summary>What stood below a unit in the year, in which nothing moved.</summary>
    private const string BelowThen = $"""
        WITH RECURSIVE below AS (
            SELECT id AS unit_id FROM units
            WHERE code = '$code$' AND valid_from <= '{To}' AND coalesce(valid_to, 'infinity') > '{To}'
            UNION
            SELECT placed.unit_id FROM below JOIN unit_placements AS placed ON placed.parent_id = below.unit_id
            WHERE placed.valid_from <= '{To}' AND coalesce(placed.valid_to, 'infinity') > '{To}'
        )
        """;

    private const string Sums = $"""
        SELECT coalesce(sum(value::bigint) FILTER (WHERE key = 'people-guided'), 0) FROM (
            SELECT key, sum(value::bigint) AS value
            FROM facts JOIN below USING (unit_id) CROSS JOIN LATERAL jsonb_each_text(figures)
            WHERE day BETWEEN '{From}' AND '{To}' GROUP BY key
        ) AS sums
        """;

    public static async Task RunAsync(GatewayClient gateway, Options options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        ArgumentNullException.ThrowIfNull(options);
        var host = HostState.Read(options.Data);
        var directory = Directory.CreateTempSubdirectory("congngheso-benchmark-").FullName;
        using var postgres = new PostgresTools(host.ConnectionStringOf("reportingdb"), directory);
        var reporting = Database("reportingdb");
        await Merger.RunAsync(
            gateway,
            options,
            cancellationToken,
            beforeTheAct: () =>
                new YearOfActivities(postgres, Database("activitydb"), reporting, To).FillAsync(
                    options.Millions,
                    cancellationToken
                )
        );
        var text = Console.Out;
        text.WriteLine();
        text.WriteLine(Line($"| {options.Millions} million activities, milliseconds | questions | p50 | p99 | max |"));
        text.WriteLine("|---|---:|---:|---:|---:|");
        string[] provinces = [.. Merger.Codes(options.Catalogues, "units-2025.csv", level: '1')];
        await AskAsync("under today's boundaries, a province", provinces, "&boundaries=today", Rounds);
        await SqlAsync("the same as GROUP BY in SQL", provinces, Below, "&boundaries=today");
        foreach (var (name, level) in new[] { ("a province", '1'), ("a district", '2'), ("a commune", '3') })
        {
            var units = Some(Merger.Codes(options.Catalogues, "units-2025-06-30.csv", level));
            await AskAsync($"as it was, {name}", units, $"&asOf={To}", 2000 / units.Length);
            await SqlAsync("the same as GROUP BY in SQL", units, BelowThen, $"&asOf={To}");
        }
        var villages = Some([
            .. Merger
                .Codes(options.Catalogues, "units-2025-06-30.csv", '3')
                .Take(options.Teams)
                .Select(code => $"{code}-001"),
        ]);
        await AskAsync("as it was, a village", villages, $"&asOf={To}", 10);
        await AskAsync("as it was, the nation", ["VN"], "", 200);
        await AskAsync("as it was, the nation by day", ["VN"], "&granularity=day", 50);

        var clock = Stopwatch.StartNew();
        var check = await gateway.PostAsync<Check>("/v1/rollups/verifications", new { }, cancellationToken);
        while (check.FinishedAt is null)
        {
            await Task.Delay(1000, cancellationToken);
            check = await gateway.GetAsync<Check>($"/v1/rollups/verifications/{check.Id}", cancellationToken);
        }
        text.WriteLine();
        text.WriteLine(
            Line(
                $"Compared with the facts in {clock.Elapsed.TotalSeconds:N0} seconds, {check.UnitsDone:N0} units: {check.Differences:N0} figures differ."
            )
        );
        Directory.Delete(directory, recursive: true);

        async Task AskAsync(string name, string[] units, string more, int rounds)
        {
            // Compiled, and the tree remembered, as in earnest.
            foreach (var unit in units)
                await RollupAsync(unit, more);
            var times = new List<double>();
            for (var round = 0; round < rounds; round++)
                foreach (var unit in units)
                {
                    var asked = Stopwatch.GetTimestamp();
                    await RollupAsync(unit, more);
                    times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                }
            Print(name, times);
        }

        async Task SqlAsync(string name, string[] units, string below, string more)
        {
            var times = new List<double>();
            foreach (var unit in units.Take(SqlQuestions))
            {
                var idle = Stopwatch.StartNew();
                await postgres.PsqlAsync(reporting, "SELECT 1", cancellationToken);
                idle.Stop();
                var asked = Stopwatch.GetTimestamp();
                var sum = await postgres.PsqlAsync(
                    reporting,
                    below.Replace("$code$", unit, StringComparison.Ordinal) + Sums,
                    cancellationToken
                );
                times.Add((Stopwatch.GetElapsedTime(asked) - idle.Elapsed).TotalMilliseconds);
                var total = (await RollupAsync(unit, more)).Total.GetValueOrDefault("people-guided");
                if (total != long.Parse(sum, CultureInfo.InvariantCulture))
                    throw new SimulatorException($"{unit}: the totals say {total}, the facts {sum}");
            }
            Print(name, times);
        }

        void Print(string name, List<double> times)
        {
            var all = Percentiles.Of(times);
            text.WriteLine(Line($"| {name} | {times.Count:N0} | {all.P50:N1} | {all.P99:N1} | {all.Max:N1} |"));
        }

        Task<Rollup> RollupAsync(string unit, string more) =>
            gateway.GetAsync<Rollup>($"/v1/rollups/{unit}?from={From}&to={To}{more}", cancellationToken);

        string Database(string name) =>
            (string)new DbConnectionStringBuilder { ConnectionString = host.ConnectionStringOf(name) }["Database"];
    }

    /// <summary>As many units as are asked, spread over all.</summary>
    private static string[] Some(string[] codes) =>
        [.. codes.Where((_, index) => index % Math.Max(1, codes.Length / UnitsALevel) == 0).Take(UnitsALevel)];

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);

    private sealed record Rollup(IReadOnlyDictionary<string, long> Total);

    private sealed record Check(Guid Id, DateTimeOffset? FinishedAt, int UnitsDone, long Differences);
}
