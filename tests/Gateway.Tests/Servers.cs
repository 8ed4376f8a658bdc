using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CongNgheSo.Gateway.Tests;
using Npgsql;

[assembly: AssemblyFixture(typeof(Servers))]

namespace CongNgheSo.Gateway.Tests;

/// <summary>A PostgreSQL and a Redis of this test process alone, on free loopback ports.</summary>
public sealed class Servers : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("gateway-tests-").FullName;
    private readonly List<Process> processes = [];

    public string PostgresConnectionString { get; private set; } = "";

    public string RedisConnectionString { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var (postgres, redis) = (FreePort(), FreePort());
        var data = Path.Combine(directory, "postgres");
        await RunAsync("chmod", "755", directory);
        await RunAsync("install", "-d", "-o", "postgres", data);
        await RunAsync(
            "setpriv",
            [.. AsPostgres, $"{Binaries}/initdb", "-D", data, "-A", "trust", "-U", "postgres", "-N"]
        );
        Start("setpriv", [.. AsPostgres, $"{Binaries}/postgres", "-D", data, "-p", $"{postgres}", "-k", data, "-F"]);
        Start("redis-server", ["--port", $"{redis}", "--bind", "127.0.0.1", "--save", "", "--dir", directory]);
        PostgresConnectionString = $"Host=127.0.0.1;Port={postgres};Username=postgres";
        RedisConnectionString = $"127.0.0.1:{redis}";
        await ReadyAsync(postgres);
        await ReadyAsync(redis);
    }

    /// <summary>The connection string of a database that nobody else uses; it does not exist yet.</summary>
    public string NewDatabase() => $"{PostgresConnectionString};Database=gateway_{Guid.NewGuid():N}";

    public ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        foreach (var process in processes)
        {
            process.Kill();
            process.WaitForExit();
        }
        Directory.Delete(directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private const string Binaries = "/usr/lib/postgresql/15/bin";

    private static readonly string[] AsPostgres = ["--reuid=postgres", "--regid=postgres", "--init-groups", "--"];

    private void Start(string program, string[] arguments) =>
        processes.Add(Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, program);
    }

    private static async Task ReadyAsync(int port)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                await Task.Delay(300);
                return;
            }
            catch (SocketException) when (attempt < 100)
            {
                await Task.Delay(50);
            }
        }
    }
}
