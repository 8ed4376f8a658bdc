using System.Data.Common;
using System.Diagnostics;
using System.Globalization;

namespace CongNgheSo.Simulator;

/// <summary>PostgreSQL's own psql and pgbench against the platform's server.</summary>
public sealed class PostgresTools : IDisposable
{
    private readonly Dictionary<string, string> environment;
    private readonly string scratch;

    /// <param name="connectionString">Any connection string of the server.</param>
    /// <param name="scratch">A directory for files.</param>
    public PostgresTools(string connectionString, string scratch)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
        this.scratch = scratch;
        environment = new()
        {
            ["PGHOST"] = (string)parts["Host"],
            ["PGPORT"] = (string)parts["Port"],
            ["PGUSER"] = (string)parts["Username"],
            ["PGPASSWORD"] = (string)parts["Password"],
        };
    }

    public Task<string> PsqlAsync(string database, string sql, CancellationToken cancellationToken) =>
        RunAsync("psql", ["-qAtX", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", sql], cancellationToken);

    /// <summary>Transactions a second of pgbench with 8 clients, one row each.</summary>
    public async Task<double> InsertsPerSecondAsync(string insert, int seconds, CancellationToken cancellationToken)
    {
        var script = Path.Combine(scratch, "insert.sql");
        await File.WriteAllTextAsync(script, insert.ReplaceLineEndings(" ") + ";\n", cancellationToken);
        var output = await RunAsync(
            "pgbench",
            ["-n", "-M", "prepared", "-c", "8", "-j", "2", "-T", $"{seconds}", "-f", script, "benchmark"],
            cancellationToken
        );
        var line = output.Split('\n').First(line => line.StartsWith("tps = ", StringComparison.Ordinal));
        return double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture);
    }

    /// <summary>Rows a second of one COPY from a file into the empty table.</summary>
    public async Task<double> CopiedPerSecondAsync(string row, int rows, CancellationToken cancellationToken)
    {
        var file = Path.Combine(scratch, "rows.tsv");
        await PsqlAsync(
            "benchmark",
            $"\\copy (SELECT {row.ReplaceLineEndings(" ")} FROM generate_series(1, {rows})) TO '{file}'",
            cancellationToken
        );
        await PsqlAsync("benchmark", "TRUNCATE activities", cancellationToken);
        var clock = Stopwatch.StartNew();
        await PsqlAsync("benchmark", $"\\copy activities FROM '{file}'", cancellationToken);
        return rows / clock.Elapsed.TotalSeconds;
    }

    public void Dispose() => environment.Clear();

    private async Task<string> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        using var process = Process.Start(info)!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? output : throw new SimulatorException($"{program}: {await errors}");
    }
}
