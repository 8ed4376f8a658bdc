using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using CongNgheSo.ServiceDefaults.Messaging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace CongNgheSo.Testing;

/// <summary>An event as it went over the wire.</summary>
/// <param name="RoutingKey">Its routing key.</param>
/// <param name="MessageId">The message's identity.</param>
/// <param name="ContentType">Its content type.</param>
/// <param name="Headers">Its headers, as text.</param>
/// <param name="Body">Its body, as text.</param>
public sealed record HeardEvent(
    string RoutingKey,
    string? MessageId,
    string? ContentType,
    IReadOnlyDictionary<string, string?> Headers,
    string Body
)
{
    /// <summary>The body as the contract's record.</summary>
    public TEvent As<TEvent>() => JsonSerializer.Deserialize<TEvent>(Body, EventNames.Json)!;
}

/// <summary>An integrator's queue on the platform's exchange, with a plain RabbitMQ client.</summary>
public sealed class EventListener : IAsyncDisposable
{
    private readonly ConcurrentQueue<HeardEvent> heard = new();
    private IConnection connection = null!;

    private EventListener() { }

    /// <summary>All that was heard so far, in order.</summary>
    public IReadOnlyList<HeardEvent> Heard => [.. heard];

    /// <param name="rabbitMq">Connection string.</param>
    /// <param name="pattern">Routing keys to listen for ("training.#").</param>
    public static async Task<EventListener> StartAsync(string rabbitMq, string pattern)
    {
        var listener = new EventListener();
        listener.connection = await new ConnectionFactory { Uri = new Uri(rabbitMq) }.CreateConnectionAsync();
        var channel = await listener.connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(MessagingExtensions.Exchange, ExchangeType.Topic, durable: true);
        var queue = await channel.QueueDeclareAsync();
        await channel.QueueBindAsync(queue.QueueName, MessagingExtensions.Exchange, pattern);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            listener.heard.Enqueue(
                new HeardEvent(
                    message.RoutingKey,
                    message.BasicProperties.MessageId,
                    message.BasicProperties.ContentType,
                    (message.BasicProperties.Headers ?? new Dictionary<string, object?>()).ToDictionary(
                        header => header.Key,
                        header =>
                            header.Value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : header.Value?.ToString()
                    ),
                    Encoding.UTF8.GetString(message.Body.Span)
                )
            );
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
        return listener;
    }

    /// <summary>Waits for the first event that meets <paramref name="condition"/>.</summary>
    public async Task<HeardEvent> WaitForAsync(Func<HeardEvent, bool> condition)
    {
        await Eventually.TrueAsync(() => heard.Any(condition));
        return heard.First(condition);
    }

    public async ValueTask DisposeAsync() => await connection.DisposeAsync();
}
