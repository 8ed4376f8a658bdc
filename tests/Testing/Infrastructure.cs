using CongNgheSo.AppHost.Embedded;
using Npgsql;

namespace CongNgheSo.Testing;

/// <summary>
/// PostgreSQL, RabbitMQ and Redis, started once for a test process and gone with it. Use it as an assembly fixture
/// (<c>[assembly: AssemblyFixture(typeof(Infrastructure))]</c>) and call <see cref="StartAsync"/> in each fixture or
/// test that needs the servers: the first call starts them, the others wait for it.
/// </summary>
public sealed class Infrastructure : IAsyncDisposable
{
    private static readonly SemaphoreSlim Starting = new(1);
    private static Infrastructure? current;

    private readonly DistributedApplication servers;
    private readonly string directory;

    /// <summary>For the test framework, which makes a fixture before any test asks for servers.</summary>
    public Infrastructure()
    {
        directory = string.Empty;
        servers = null!;
    }

    private Infrastructure(DistributedApplication servers, string directory)
    {
        this.servers = servers;
        this.directory = directory;
    }

    /// <summary>The server's, without a database: <c>Host=…;Port=…;Username=…;Password=…</c>.</summary>
    public string PostgresConnectionString { get; private init; } = string.Empty;

    /// <summary><c>amqp://user:password@host:port</c>.</summary>
    public string RabbitMqConnectionString { get; private init; } = string.Empty;

    /// <summary><c>host:port,password=…</c>.</summary>
    public string RedisConnectionString { get; private init; } = string.Empty;

    /// <summary>A directory that is deleted with the servers.</summary>
    public string Directory => directory;

    /// <summary>The running servers, started by the first call.</summary>
    public static async Task<Infrastructure> StartAsync()
    {
        await Starting.WaitAsync();
        try
        {
            return current ??= await StartServersAsync();
        }
        finally
        {
            Starting.Release();
        }
    }

    /// <summary>Makes an empty database; its connection string, with a name nobody else uses.</summary>
    public async Task<string> CreateDatabaseAsync(string name)
    {
        var database = $"{name}_{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection(
            $"{PostgresConnectionString};Database=postgres;Pooling=false"
        );
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE \"{database}\"", connection);
        await command.ExecuteNonQueryAsync();
        return $"{PostgresConnectionString};Database={database}";
    }

    /// <summary>Stops the servers, if any were started, and deletes their data.</summary>
    public async ValueTask DisposeAsync()
    {
        var (running, _) = (current, current = null);
        if (running is not null)
        {
            // At once: nobody will miss this data.
            await running.servers.StopAsync(new CancellationToken(canceled: true));
            System.IO.Directory.Delete(running.directory, recursive: true);
        }
    }

    private static async Task<Infrastructure> StartServersAsync()
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("congngheso-test-").FullName;
        var builder = DistributedApplication.CreateBuilder(
            new DistributedApplicationOptions
            {
                Args = ["--data", directory, "--Logs:Silent=true"],
                DisableDashboard = true,
            }
        );
        builder
            .AddPostgres("postgres")
            // Durability is not what these tests are about, and the data is thrown away.
            .WithArgs("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off");
        builder.AddRabbitMQ("messaging");
        builder.AddRedis("cache");
        var servers = builder.Build();
        // Where the runner never disposes of the fixture (it was killed by a signal), this still does.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => new Infrastructure().DisposeAsync().AsTask().Wait();
        await servers.StartAsync();
        return new Infrastructure(servers, directory)
        {
            PostgresConnectionString = (await servers.GetConnectionStringAsync("postgres"))!,
            RabbitMqConnectionString = (await servers.GetConnectionStringAsync("messaging"))!,
            RedisConnectionString = (await servers.GetConnectionStringAsync("cache"))!,
        };
    }
}
