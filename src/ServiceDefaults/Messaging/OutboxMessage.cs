using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;
using NpgsqlTypes;

namespace CongNgheSo.ServiceDefaults.Messaging;

/// <summary>An event waiting to be published, written in the transaction of the change that it tells of.</summary>
public sealed class OutboxMessage
{
    /// <summary>Order of publication.</summary>
    public long Position { get; private set; }

    /// <summary>The message's identity on the broker: a second publication carries the same one.</summary>
    public Guid MessageId { get; private set; }

    /// <summary>"activity.activities-recorded.v1".</summary>
    public string EventName { get; private set; } = "";

    /// <summary>The event's name and the province that it concerns ("….02"; "….VN" when it is not one province's).</summary>
    public string RoutingKey { get; private set; } = "";

    /// <summary>The event as UTF-8 JSON.</summary>
    public byte[] Body { get; private set; } = [];

    /// <summary>W3C trace context of the request that caused it.</summary>
    public string? TraceParent { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Wraps <paramref name="event"/> for publication in the current trace.</summary>
    /// <param name="event">A record from the contracts.</param>
    /// <param name="provinceCode">The province that it concerns, or "VN".</param>
    /// <param name="traceParent">The request that caused it, where that is not the current one.</param>
    public static OutboxMessage From<TEvent>(TEvent @event, string provinceCode, string? traceParent = null)
        where TEvent : class
    {
        var name = EventNames.Of(typeof(TEvent));
        return new OutboxMessage
        {
            MessageId = Guid.CreateVersion7(),
            EventName = name,
            RoutingKey = $"{name}.{provinceCode}",
            Body = JsonSerializer.SerializeToUtf8Bytes(@event, EventNames.Json),
            TraceParent = traceParent ?? Activity.Current?.Id,
            CreatedAt = DateTimeOffset.UtcNow,
        };
    }

    /// <summary>Inserts many in one statement, for writers that do not go through the change tracker.</summary>
    public static NpgsqlBatchCommand InsertCommand(IReadOnlyCollection<OutboxMessage> messages)
    {
        var command = new NpgsqlBatchCommand(
            """
            INSERT INTO outbox_messages (message_id, event_name, routing_key, body, trace_parent, created_at)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6)
            """
        );
        void Add<T>(NpgsqlDbType type, Func<OutboxMessage, T> value) =>
            command.Parameters.Add(
                new NpgsqlParameter
                {
                    NpgsqlDbType = NpgsqlDbType.Array | type,
                    Value = messages.Select(value).ToArray(),
                }
            );
        Add(NpgsqlDbType.Uuid, message => message.MessageId);
        Add(NpgsqlDbType.Text, message => message.EventName);
        Add(NpgsqlDbType.Text, message => message.RoutingKey);
        Add(NpgsqlDbType.Bytea, message => message.Body);
        Add(NpgsqlDbType.Text, message => message.TraceParent);
        Add(NpgsqlDbType.TimestampTz, message => message.CreatedAt);
        return command;
    }
}

internal sealed class OutboxMessageTable : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("OutboxMessages");
        builder.HasKey(message => message.Position);
        builder.Property(message => message.Position).UseIdentityAlwaysColumn();
    }
}
