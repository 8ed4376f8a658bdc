namespace CongNgheSo.AppHost.Embedded;

/// <summary>A Redis server with a password.</summary>
public sealed class RedisResource(string name) : ServerResource(name), IResourceWithConnectionString
{
    private ServiceAccount? account;
    private string directory = string.Empty;

    private string? password;

    internal override string Kind => "redis";

    internal override int StopOrder => 2;

    private string? ConnectionString => password is null ? null : $"127.0.0.1:{Port},password={password}";

    private int Port => Endpoints["tcp"].Allocated[0];

    public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(ConnectionString);

    internal override void Allocate(HostContext host)
    {
        base.Allocate(host);
        password = host.Secrets.Get($"{Name}-password");
    }

    internal override Task PrepareAsync(HostContext host)
    {
        account = ServiceAccount.For("redis");
        directory = Directory(host, account);
        DataDirectory.WriteSecret(
            Path.Combine(directory, "redis.conf"),
            $"""
            bind 127.0.0.1
            port {Port}
            requirepass {password}
            dir {directory}
            daemonize no
            save ""
            appendonly {(KeepsData ? "yes" : "no")}
            maxmemory 256mb
            maxmemory-policy volatile-lru

            """,
            account
        );
        return Task.CompletedTask;
    }

    internal override Task<Launch> DescribeAsync(HostContext host, int replica) =>
        Task.FromResult(
            new Launch(
                Find("redis-server", "/usr/bin/redis-server", "/usr/local/bin/redis-server"),
                [Path.Combine(directory, "redis.conf")]
            )
            {
                Account = account,
                WorkingDirectory = directory,
                DeathSignal = Native.Terminate,
            }
        );

    internal override async Task<bool> IsReadyAsync(int replica, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(Port, Ask($"AUTH {password}\r\nPING\r\n"), cancellationToken);
        return answer?.StartsWith("+OK", StringComparison.Ordinal) == true;
    }

    internal override ResourceState Describe() => base.Describe() with { ConnectionString = ConnectionString };

    private static byte[] Ask(string text) => System.Text.Encoding.ASCII.GetBytes(text);
}

public static class RedisBuilderExtensions
{
    /// <summary>Adds a Redis server. Without a data volume it starts empty, as a cache may.</summary>
    public static IResourceBuilder<RedisResource> AddRedis(
        this IDistributedApplicationBuilder builder,
        string name,
        int? port = null
    )
    {
        var server = new RedisResource(name);
        server.Endpoints.Add("tcp", new EndpointAnnotation("tcp", "tcp") { Port = port, Preferred = 16379 });
        return builder.AddResource(server);
    }

    /// <summary>Keeps the server's data between runs, under the data directory.</summary>
    public static IResourceBuilder<RedisResource> WithDataVolume(
        this IResourceBuilder<RedisResource> builder,
        string? name = null,
        bool isReadOnly = false
    )
    {
        builder.Resource.KeepsData = true;
        return builder;
    }
}
