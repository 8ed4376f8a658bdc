using System.Diagnostics;
using CongNgheSo.ServiceDefaults.Messaging;
using CongNgheSo.ServiceDefaults.Telemetry;
using CongNgheSo.Services.Reporting.Rollups;
using MassTransit;
using Npgsql;

namespace CongNgheSo.Services.Reporting.Facts;

/// <summary>
/// Takes in facts and moves the totals by what is new. Messages that wait at the same moment share a transaction: their
/// inbox rows, the facts, and the totals of every unit above them. Each is acknowledged only after the commit.
/// </summary>
public sealed class FactWriter(NpgsqlDataSource database)
{
    private readonly GroupCommit<Delivery, bool> group = new(
        (deliveries, cancellationToken) => ApplyAsync(database, deliveries, cancellationToken),
        lanes: 1,
        weight: delivery => delivery.Facts.Count,
        maxWeight: 5_000
    );

    /// <summary>Returns once the message's facts are in the totals, by this delivery or an earlier one.</summary>
    public Task AddAsync(ConsumeContext message, IEnumerable<IncomingFact> facts)
    {
        ArgumentNullException.ThrowIfNull(message);
        return group.AddAsync(
            new Delivery(message.MessageId!.Value, [.. facts], Activity.Current?.Context ?? default),
            message.CancellationToken
        );
    }

    private static async Task<IReadOnlyList<bool>> ApplyAsync(
        NpgsqlDataSource database,
        IReadOnlyList<Delivery> deliveries,
        CancellationToken cancellationToken
    )
    {
        using var span = Tracing.StartShared("apply facts", [.. deliveries.Select(delivery => delivery.Cause)]);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await RollupLock.TakeAsync(connection, cancellationToken);
        var unseen = await FactStatements.RememberMessagesAsync(
            connection,
            [.. deliveries.Select(delivery => delivery.MessageId).Distinct()],
            cancellationToken
        );
        var newest = deliveries
            .Where(delivery => unseen.Contains(delivery.MessageId))
            .SelectMany(delivery => delivery.Facts)
            .GroupBy(fact => (fact.Kind, fact.Id))
            .Select(versions => versions.MaxBy(fact => fact.Version)!)
            .ToDictionary(fact => (fact.Kind, fact.Id));
        var before = await FactStatements.ReadAsync(connection, newest.Keys, cancellationToken);
        foreach (var (key, known) in before)
            if (known.Version >= newest[key].Version)
                newest.Remove(key);

        var change = new RollupChange();
        foreach (var (key, fact) in newest)
        {
            if (before.TryGetValue(key, out var known))
                change.Add(known.UnitId, known.Day, known.Figures, sign: -1);
            change.Add(fact.UnitId, fact.Day, fact.Figures);
        }
        await FactStatements.WriteAsync(connection, [.. newest.Values], cancellationToken);
        var ancestry = await Ancestry.ReadAsync(connection, change.Units, cancellationToken);
        await change.WithAncestors(ancestry).WriteAsync(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new bool[deliveries.Count];
    }

    private sealed record Delivery(Guid MessageId, IReadOnlyList<IncomingFact> Facts, ActivityContext Cause);
}
