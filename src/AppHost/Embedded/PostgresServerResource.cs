using System.Globalization;
using Npgsql;

namespace CongNgheSo.AppHost.Embedded;

/// <summary>A PostgreSQL server: password authentication, loopback, no Unix socket.</summary>
public sealed class PostgresServerResource(string name) : ServerResource(name), IResourceWithConnectionString
{
    private ServiceAccount? account;
    private string directory = string.Empty;

    internal string? UserName { get; private set; }

    internal string? Password { get; private set; }

    internal IResourceBuilder<ParameterResource>? UserNameParameter { get; init; }

    internal IResourceBuilder<ParameterResource>? PasswordParameter { get; init; }

    /// <summary>A quarter of the memory, as its manual advises: indexes of years of records have to stay there.</summary>
    private static long SharedBuffersMegabytes =>
        Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 >> 20, 128, 8192);

    internal override string Kind => "postgres";

    internal override int StopOrder => 3;

    internal string? ConnectionString =>
        Password is null ? null : $"Host=127.0.0.1;Port={Port};Username={UserName};Password={Password}";

    internal int Port => Endpoints["tcp"].Allocated[0];

    public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(ConnectionString);

    internal override void Allocate(HostContext host)
    {
        base.Allocate(host);
        UserName = UserNameParameter?.Resource.Value ?? "postgres";
        Password = PasswordParameter?.Resource.Value ?? host.Secrets.Get($"{Name}-password");
    }

    internal override async Task PrepareAsync(HostContext host)
    {
        account = ServiceAccount.For("postgres");
        directory = Path.Combine(Directory(host, account), "data");
        if (!System.IO.Directory.Exists(directory))
        {
            await InitializeAsync(host);
        }
    }

    internal override Task<Launch> DescribeAsync(HostContext host, int replica) =>
        Task.FromResult(
            new Launch(
                Binary("postgres"),
                [
                    "-D",
                    directory,
                    "-p",
                    $"{Port}",
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "max_connections=300",
                    "-c",
                    $"shared_buffers={SharedBuffersMegabytes}MB",
                    // The first change of a page after a checkpoint logs the page whole, and ids come in no order:
                    // checkpoints that follow each other closely would multiply what is written.
                    "-c",
                    "max_wal_size=4GB",
                    "-c",
                    "checkpoint_timeout=15min",
                    // Disks without a moving head, and most pages in memory: an index is the way to a thousand ids.
                    "-c",
                    "random_page_cost=1.1",
                    // A first import makes large tables of empty ones: plans for them should not stay blind for a minute.
                    "-c",
                    "autovacuum_naptime=10s",
                    .. Arguments,
                ]
            )
            {
                Account = account,
                WorkingDirectory = directory,
                StopSignal = Native.Interrupt,
                DeathSignal = Native.Interrupt,
            }
        );

    internal override async Task<bool> IsReadyAsync(int replica, CancellationToken cancellationToken)
    {
        await ExecuteAsync("SELECT 1", cancellationToken);
        return true;
    }

    internal override ResourceState Describe() => base.Describe() with { ConnectionString = ConnectionString };

    internal async Task<object?> ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        var to = $"{await GetConnectionStringAsync(cancellationToken)};Database=postgres;Pooling=false;Timeout=5";
        await using var connection = new NpgsqlConnection(to);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Beside the final place, then moved there: an interrupted initdb leaves nothing half done.</summary>
    private async Task InitializeAsync(HostContext host)
    {
        var fresh = directory + ".new";
        if (System.IO.Directory.Exists(fresh))
        {
            System.IO.Directory.Delete(fresh, recursive: true);
        }

        var passwordFile = directory + ".password";
        DataDirectory.WriteSecret(passwordFile, Password!, account);
        using var log = new ResourceLog(host.Log, host.Data.Logs, $"{Name}-initdb", quiet: true);
        string[] options = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"];
        var launch = new Launch(
            Binary("initdb"),
            ["-D", fresh, $"--username={UserName}", $"--pwfile={passwordFile}", .. options]
        )
        {
            Account = account,
            WorkingDirectory = Path.GetDirectoryName(directory)!,
        };
        launch.Environment[Leftovers.Mark] = host.Data.Root;
        var child = await ChildProcess.StartAsync(launch, log.Line);
        var code = await child.Exited;
        File.Delete(passwordFile);
        if (code != 0)
        {
            throw new DistributedApplicationException(
                $"PostgreSQL's initdb failed (exit code {code}):\n    {string.Join("\n    ", log.Tail)}"
            );
        }

        System.IO.Directory.Move(fresh, directory);
    }

    /// <summary>The release that made the data, or the newest there is.</summary>
    private string Binary(string program)
    {
        const string Releases = "/usr/lib/postgresql";
        var version = Path.Combine(directory, "PG_VERSION");
        if (File.Exists(version))
        {
            var release = File.ReadAllText(version).Trim();
            return Find($"postgresql-{release}", $"{Releases}/{release}/bin/{program}");
        }

        var newest = System.IO.Directory.Exists(Releases)
            ? System
                .IO.Directory.EnumerateDirectories(Releases)
                .OrderByDescending(d =>
                    int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var n) ? n : 0
                )
                .Select(d => $"{d}/bin/{program}")
            : [];
        return Find("postgresql", [.. newest, $"/usr/bin/{program}", $"/usr/local/bin/{program}"]);
    }
}
