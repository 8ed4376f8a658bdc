using System.Net;
using System.Net.Sockets;
using CongNgheSo.Gateway.Tests;
using CongNgheSo.Testing;

[assembly: AssemblyFixture(typeof(Infrastructure))]
[assembly: AssemblyFixture(typeof(Servers))]

namespace CongNgheSo.Gateway.Tests;

/// <summary>The real PostgreSQL and Redis that the gateway meets here.</summary>
public sealed class Servers : IAsyncLifetime
{
    private Infrastructure infrastructure = null!;

    public string RedisConnectionString => infrastructure.RedisConnectionString;

    public async ValueTask InitializeAsync() => infrastructure = await Infrastructure.StartAsync();

    /// <summary>The connection string of a database that nobody else uses; <c>migrate</c> creates it.</summary>
    public string NewDatabase() => $"{infrastructure.PostgresConnectionString};Database=gateway_{Guid.NewGuid():N}";

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A port where nobody answers.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
