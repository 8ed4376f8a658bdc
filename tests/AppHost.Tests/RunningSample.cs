using System.Net.Sockets;
using Npgsql;
using RabbitMQ.Client;

namespace CongNgheSo.AppHost.Tests;

/// <summary>One platform for the tests that leave it running.</summary>
public sealed class RunningSample : IAsyncLifetime
{
    public HostProcess Platform { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Platform = await SamplePlatform.StartAsync(HostProcess.NewDirectory());

    public async ValueTask DisposeAsync()
    {
        await Platform.DisposeAsync();
        Directory.Delete(Platform.Directory, recursive: true);
    }
}

/// <summary>Proofs that a server is there and takes the credentials it gave out.</summary>
internal static class Servers
{
    public static async Task<object?> SqlAsync(this HostProcess platform, string sql)
    {
        await using var connection = new NpgsqlConnection(
            $"{platform.Resource("sampledb").ConnectionString};Pooling=false;Timeout=5"
        );
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public static async Task<IConnection> AmqpAsync(this HostProcess platform) =>
        await new ConnectionFactory
        {
            Uri = new Uri(platform.Resource("messaging").ConnectionString!),
        }.CreateConnectionAsync();

    public static async Task<string> RedisAsync(this HostProcess platform, string command)
    {
        var parts = platform.Resource("cache").ConnectionString!.Split(':', ',', '=');
        using var client = new TcpClient();
        await client.ConnectAsync(parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream);
        await using var writer = new StreamWriter(stream) { AutoFlush = true };
        await writer.WriteAsync($"AUTH {parts[3]}\r\n{command}\r\n");
        (await reader.ReadLineAsync()).ShouldBe("+OK");
        return (await reader.ReadLineAsync())!;
    }
}
