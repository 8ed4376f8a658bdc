using CongNgheSo.ServiceDefaults.Data;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.ServiceDefaults.Messaging;

/// <summary>An event that this service has consumed, kept for a week so that a redelivery changes nothing.</summary>
public sealed class InboxMessage
{
    public Guid MessageId { get; private set; }

    public string Consumer { get; private set; } = "";

    public DateTimeOffset ConsumedAt { get; private set; }
}

internal sealed class InboxMessageTable : IEntityTypeConfiguration<InboxMessage>
{
    public void Configure(EntityTypeBuilder<InboxMessage> builder)
    {
        builder.ToTable("InboxMessages");
        builder.HasKey(message => new { message.MessageId, message.Consumer });
        builder.HasIndex(message => message.ConsumedAt);
    }
}

/// <summary>Applies an event at most once, together with the record that it was applied.</summary>
public static class InboxExtensions
{
    /// <summary>
    /// Runs <paramref name="apply"/> in a transaction with the inbox row of this message and
    /// <paramref name="consumer"/>; does nothing when the row is there already.
    /// </summary>
    public static async Task ConsumeOnceAsync(
        this ServiceDbContext db,
        ConsumeContext context,
        string consumer,
        Func<CancellationToken, Task> apply
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(apply);
        var cancellationToken = context.CancellationToken;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var isNew = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO inbox_messages (message_id, consumer, consumed_at) VALUES ({context.MessageId}, {consumer}, now())
            ON CONFLICT DO NOTHING
            """,
            cancellationToken
        );
        if (isNew == 0)
            return;
        await apply(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
