using CongNgheSo.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace CongNgheSo.Services.Reporting.Tests;

/// <summary>Where messages go that nobody can make sense of.</summary>
public static class Refused
{
    public static async Task<uint> CountAsync(ReportingService service, string consumer)
    {
        await using var connection = await new ConnectionFactory
        {
            Uri = new Uri(service.Servers.RabbitMqConnectionString),
        }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            return (await channel.QueueDeclarePassiveAsync($"reporting.{consumer}_error")).MessageCount;
        }
        catch (OperationInterruptedException)
        {
            // Made with the first message that needs it.
            return 0;
        }
    }

    public static Task ReachesAsync(ReportingService service, string consumer, uint count) =>
        Eventually.TrueAsync(async () => await CountAsync(service, consumer) == count);
}
