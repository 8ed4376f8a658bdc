using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.Mime;
using System.Runtime.CompilerServices;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Telemetry;
using MassTransit;
using MassTransit.Serialization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CongNgheSo.ServiceDefaults.Messaging;

/// <summary>
/// Publishes what waits in the outbox, oldest first, and deletes what the broker confirmed. One replica at a time holds
/// the advisory lock, so order holds; a message whose confirmation was lost goes out again under the same id.
/// </summary>
internal sealed partial class OutboxDispatcher : BackgroundService
{
    private const int BatchSize = 500;
    private const long LockKey = 0x6f7574626f78; // "outbox"

    // Where events come thick, more of them share the next round.
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan SlowPoll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan InboxKept = TimeSpan.FromDays(7);
    private static readonly Histogram<double> Delay = Tracing.Meter.CreateHistogram<double>(
        "congngheso.outbox.delay",
        "s",
        "From the commit of an event to the broker's confirmation"
    );

    private readonly IBus bus;
    private readonly OutboxSignal signal;
    private readonly ILogger<OutboxDispatcher> logger;
    private readonly NpgsqlDataSource database;
    private readonly HashSet<string> publishedKinds = [];
    private bool isFailing;
    private DateTimeOffset inboxCleaned = DateTimeOffset.MinValue;

    public OutboxDispatcher(
        IBus bus,
        OutboxSignal signal,
        IConfiguration configuration,
        MessagingOptions options,
        ILogger<OutboxDispatcher> logger
    )
    {
        (this.bus, this.signal, this.logger) = (bus, signal, logger);
        // A data source of its own, untraced: a poll every two seconds would drown what people look for.
        var source = new NpgsqlDataSourceBuilder(configuration.RequiredConnectionString(options.DatabaseName));
        source.ConfigureTracing(tracing =>
            tracing.ConfigureCommandFilter(_ => false).ConfigureBatchFilter(_ => false).EnablePhysicalOpenTracing(false)
        );
        source.ConnectionStringBuilder.MaxPoolSize = 2;
        database = source.Build();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var dispatched = await DispatchAsync(stoppingToken);
                isFailing &= dispatched == 0;
                if (dispatched == BatchSize)
                    continue;
                if (dispatched > 1)
                    await Task.Delay(Linger, stoppingToken);
                await CleanInboxAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                // Once, not each second: OutboxWatch tells of what gathers meanwhile.
                if (!isFailing)
                    LogFailed(exception);
                isFailing = true;
                publishedKinds.Clear();
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
                continue;
            }
            await signal.WaitAsync(SlowPoll, stoppingToken);
        }
    }

    private async Task<int> DispatchAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var messages = await ReadAsync(connection, cancellationToken);
        if (messages.Count == 0)
            return 0;
        var publishing = new List<Task<Exception?>>(messages.Count);
        foreach (var message in messages)
        {
            publishing.Add(PublishAsync(message, cancellationToken));
            // The first of a kind makes sure of its exchange: those behind it would overtake it meanwhile.
            if (publishedKinds.Add(message.EventName))
                await publishing[^1];
        }
        var published = await Task.WhenAll(publishing);
        var confirmed = messages.Where((_, index) => published[index] is null).Select(message => message.Position);
        await using var delete = new NpgsqlCommand("DELETE FROM outbox_messages WHERE position = ANY($1)", connection)
        {
            Parameters = { new() { Value = confirmed.ToArray() } },
        };
        await delete.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (published.FirstOrDefault(failure => failure is not null) is { } first)
            throw new InvalidOperationException("The broker did not confirm every event", first);
        return messages.Count;
    }

    private static async Task<List<Waiting>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var messages = new List<Waiting>();
        await using var command = new NpgsqlCommand(
            """
            SELECT position, message_id, event_name, routing_key, body, trace_parent, created_at
            FROM outbox_messages
            WHERE (SELECT pg_try_advisory_xact_lock($1))
            ORDER BY position LIMIT $2
            """,
            connection
        )
        {
            Parameters =
            {
                new() { Value = LockKey },
                new() { Value = BatchSize },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            messages.Add(
                new Waiting(
                    reader.GetInt64(0),
                    reader.GetGuid(1),
                    reader.GetString(2),
                    reader.GetString(3),
                    reader.GetFieldValue<byte[]>(4),
                    reader.IsDBNull(5) ? null : reader.GetString(5),
                    reader.GetFieldValue<DateTimeOffset>(6)
                )
            );
        return messages;
    }

    /// <returns>Null once the broker has confirmed it; the failure otherwise.</returns>
    private async Task<Exception?> PublishAsync(Waiting message, CancellationToken cancellationToken)
    {
        ActivityContext.TryParse(message.TraceParent, null, isRemote: true, out var cause);
        using var span = Tracing.Source.StartActivity($"outbox {message.EventName}", ActivityKind.Internal, cause);
        // The client can wait for ever for a confirmation that a restarted broker will not send.
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(PublishTimeout);
        try
        {
            var type = EventNames.TypeOf(message.EventName);
            await bus.Publish(
                    // Only its type counts: the body is sent as it was stored.
                    RuntimeHelpers.GetUninitializedObject(type),
                    type,
                    Pipe.Execute<PublishContext>(context =>
                    {
                        context.Serializer = new StoredBody(message.Body);
                        context.MessageId = message.MessageId;
                        context.TrySetRoutingKey(message.RoutingKey);
                    }),
                    timeout.Token
                )
                .WaitAsync(PublishTimeout, cancellationToken);
            Delay.Record((DateTimeOffset.UtcNow - message.CreatedAt).TotalSeconds);
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            span?.SetStatus(ActivityStatusCode.Error, exception.Message);
            return exception;
        }
    }

    private async Task CleanInboxAsync(CancellationToken cancellationToken)
    {
        if (DateTimeOffset.UtcNow - inboxCleaned < TimeSpan.FromHours(1))
            return;
        await using var command = database.CreateCommand("DELETE FROM inbox_messages WHERE consumed_at < $1");
        command.Parameters.Add(new() { Value = DateTimeOffset.UtcNow - InboxKept });
        await command.ExecuteNonQueryAsync(cancellationToken);
        inboxCleaned = DateTimeOffset.UtcNow;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await database.DisposeAsync();
    }

    [LoggerMessage(LogLevel.Warning, "Events wait in the outbox: the broker or the database is away")]
    private partial void LogFailed(Exception exception);

    /// <summary>JSON that is written already.</summary>
    private sealed class StoredBody(byte[] body) : RawMessageSerializer, IMessageSerializer
    {
        public ContentType ContentType => SystemTextJsonRawMessageSerializer.JsonContentType;

        public MessageBody GetMessageBody<T>(SendContext<T> context)
            where T : class
        {
            SetRawMessageHeaders(context);
            return new BytesMessageBody(body);
        }
    }

    private sealed record Waiting(
        long Position,
        Guid MessageId,
        string EventName,
        string RoutingKey,
        byte[] Body,
        string? TraceParent,
        DateTimeOffset CreatedAt
    );
}
