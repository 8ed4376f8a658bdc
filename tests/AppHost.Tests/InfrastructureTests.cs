using CongNgheSo.Testing;
using Npgsql;

[assembly: AssemblyFixture(typeof(Infrastructure))]

namespace CongNgheSo.AppHost.Tests;

public sealed class InfrastructureTests
{
    [Fact]
    public async Task It_is_started_once_and_makes_databases()
    {
        var infrastructure = await Infrastructure.StartAsync();
        (await Infrastructure.StartAsync()).ShouldBeSameAs(infrastructure);

        var first = await infrastructure.CreateDatabaseAsync("registry");
        var second = await infrastructure.CreateDatabaseAsync("registry");

        first.ShouldNotBe(second);
        await using var connection = new NpgsqlConnection($"{first};Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        connection.Database.ShouldStartWith("registry_");
        infrastructure.RabbitMqConnectionString.ShouldStartWith("amqp://");
        infrastructure.RedisConnectionString.ShouldContain("password=");
    }
}
