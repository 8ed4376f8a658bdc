using System.Net.Sockets;
using System.Reflection;
using System.Text.Json;
using CongNgheSo.ServiceDefaults.Data;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client.Exceptions;

namespace CongNgheSo.ServiceDefaults.Messaging;

internal sealed record MessagingOptions(string DatabaseName);

/// <summary>The events that a service consumes, each consumer on a queue of its own.</summary>
public sealed class Subscriptions
{
    internal List<Type> Consumers { get; } = [];

    /// <summary>Subscribes to every event that <typeparamref name="TConsumer"/> consumes.</summary>
    public Subscriptions Add<TConsumer>()
        where TConsumer : class, IConsumer
    {
        Consumers.Add(typeof(TConsumer));
        return this;
    }
}

/// <summary>
/// One topic exchange for all events, raw JSON bodies, routing key <c>{service}.{event}.v{n}.{province}</c>; a durable
/// queue <c>{service}.{consumer}</c> for each consumer; publication through the outbox only.
/// </summary>
public static class MessagingExtensions
{
    public const string Exchange = "congngheso.events";

    /// <param name="builder">The service's builder.</param>
    /// <param name="service">The service's name, the prefix of its queues.</param>
    /// <param name="databaseName">Name of the connection string of the service's own database.</param>
    /// <param name="subscribe">Names the consumers, if any.</param>
    public static void AddMessaging(
        this IHostApplicationBuilder builder,
        string service,
        string databaseName,
        Action<Subscriptions>? subscribe = null
    )
    {
        var subscriptions = new Subscriptions();
        subscribe?.Invoke(subscriptions);
        builder.Services.AddSingleton(new MessagingOptions(databaseName));
        builder.Services.AddHostedService<OutboxDispatcher>();
        builder.Services.AddSingleton<OutboxWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<OutboxWatch>());
        builder.Services.AddHealthChecks().AddCheck<OutboxWatch>("outbox");
        builder.Services.AddMassTransit(bus =>
        {
            // The library would tell its makers about queues and machines a few minutes after every start.
            bus.DisableUsageTelemetry();
            foreach (var consumer in subscriptions.Consumers)
                bus.AddConsumer(consumer);
            // Without the broker, services go on recording: their health is degraded, not lost.
            bus.ConfigureHealthCheckOptions(options =>
            {
                options.Name = "rabbitmq";
                options.MinimalFailureStatus = HealthStatus.Degraded;
            });
            bus.UsingRabbitMq(
                (context, rabbit) =>
                {
                    rabbit.Host(new Uri(builder.Configuration.RequiredConnectionString("messaging")));
                    rabbit.ConfigureJsonSerializerOptions(json => new JsonSerializerOptions(json)
                    {
                        WriteIndented = false,
                    });
                    rabbit.UseRawJsonSerializer(RawSerializerOptions.AddTransportHeaders, isDefault: true);
                    foreach (var type in EventNames.Types)
                        Generic(nameof(PublishToExchange), type, rabbit);
                    foreach (var consumer in subscriptions.Consumers)
                        rabbit.ReceiveEndpoint(
                            $"{service}.{QueueName(consumer)}",
                            queue => Consume(queue, context, consumer)
                        );
                }
            );
        });
    }

    private static void Consume(IRabbitMqReceiveEndpointConfigurator queue, IRegistrationContext context, Type consumer)
    {
        queue.ConfigureConsumeTopology = false;
        // An event can hold 500 facts: more of them at once would only fill the memory.
        queue.PrefetchCount = 64;
        queue.ConcurrentMessageLimit = 64;
        foreach (var type in ConsumedTypes(consumer))
            queue.Bind(
                Exchange,
                binding =>
                {
                    binding.ExchangeType = RabbitMQ.Client.ExchangeType.Topic;
                    binding.RoutingKey = $"{EventNames.Of(type)}.*";
                }
            );
        // What is away comes back: wait for it. What is wrong with the message itself goes to the error queue.
        queue.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(IsAway);
            retry.Exponential(
                int.MaxValue,
                TimeSpan.FromMilliseconds(100),
                TimeSpan.FromSeconds(5),
                TimeSpan.FromMilliseconds(200)
            );
        });
        queue.UseMessageRetry(retry =>
        {
            retry.Ignore<Exception>(IsAway);
            retry.Intervals(100, 500, 2000);
        });
        queue.ConfigureConsumer(context, consumer);
    }

    private static bool IsAway(Exception exception) =>
        DatabaseFailures.IsUnavailable(exception)
        || exception is SocketException or BrokerUnreachableException or AlreadyClosedException;

    internal static IEnumerable<Type> ConsumedTypes(Type consumer) =>
        consumer
            .GetInterfaces()
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IConsumer<>))
            .Select(type => type.GetGenericArguments()[0]);

    /// <summary>"TeamCopyConsumer`1" becomes "team-copy".</summary>
    internal static string QueueName(Type consumer)
    {
        var name = consumer.Name.Split('`')[0];
        return EventNames.Kebab(
            name.EndsWith("Consumer", StringComparison.Ordinal) ? name[..^"Consumer".Length] : name
        );
    }

    private static void Generic(string method, Type type, IRabbitMqBusFactoryConfigurator rabbit) =>
        typeof(MessagingExtensions)
            .GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type)
            .Invoke(null, [rabbit]);

    private static void PublishToExchange<TEvent>(IRabbitMqBusFactoryConfigurator rabbit)
        where TEvent : class
    {
        rabbit.Message<TEvent>(message => message.SetEntityName(Exchange));
        rabbit.Publish<TEvent>(publish => publish.ExchangeType = RabbitMQ.Client.ExchangeType.Topic);
    }
}
