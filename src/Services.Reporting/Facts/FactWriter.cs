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
public sealed class FactWriter
{
    private readonly NpgsqlDataSource database;
    private readonly GroupCommit<Delivery, bool> group;

    /// <summary>What is remembered of the tree, and its generation at that time. One lane, so one user at a time.</summary>
    private (Tree Tree, long Generation) remembered = (new Tree(), -1);

    public FactWriter(NpgsqlDataSource database)
    {
        this.database = database;
        group = new(
            ApplyAsync,
            lanes: 1,
            weight: delivery => delivery.Facts.Count,
            maxWeight: 16_000,
            linger: TimeSpan.FromMilliseconds(50)
        );
    }

    /// <summary>Returns once the message's facts are in the totals, by this delivery or an earlier one.</summary>
    public Task AddAsync(ConsumeContext message, IEnumerable<IncomingFact> facts)
    {
        ArgumentNullException.ThrowIfNull(message);
        return AddAsync(message.MessageId!.Value, facts, message.CancellationToken);
    }

    /// <summary>Returns once the facts are in the totals, by this call or an earlier one with this id.</summary>
    /// <exception cref="InvalidDataException">A fact is malformed; nothing of the message was taken in.</exception>
    public Task AddAsync(Guid messageId, IEnumerable<IncomingFact> facts, CancellationToken cancellationToken)
    {
        IncomingFact[] all = [.. facts];
        if (Array.Find(all, fact => !fact.IsPlausible) is { } bad)
            throw new InvalidDataException($"{bad.Kind} {bad.Id}, version {bad.Version}, is malformed.");
        return group.AddAsync(new Delivery(messageId, all, Activity.Current?.Context ?? default), cancellationToken);
    }

    private async Task<IReadOnlyList<bool>> ApplyAsync(
        IReadOnlyList<Delivery> deliveries,
        CancellationToken cancellationToken
    )
    {
        using var span = Tracing.StartShared("apply facts", [.. deliveries.Select(delivery => delivery.Cause)]);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var generation = await RollupLock.TakeAsync(connection, cancellationToken);
        var unseen = await FactStatements.RememberMessagesAsync(
            connection,
            [.. deliveries.Select(delivery => delivery.MessageId).Distinct()],
            cancellationToken
        );
        var newest = Newest(deliveries.Where(delivery => unseen.Contains(delivery.MessageId)));
        // Most are of things that nobody told of before.
        var inserted = await FactStatements.InsertAsync(connection, [.. newest.Values], cancellationToken);
        var before = await FactStatements.ReadAsync(
            connection,
            [.. newest.Keys.Where(key => !inserted.Contains(key))],
            cancellationToken
        );
        foreach (var (key, known) in before)
            if (known.Version >= newest[key].Version)
                newest.Remove(key);
        await FactStatements.UpdateAsync(
            connection,
            [.. before.Keys.Where(newest.ContainsKey).Select(key => newest[key])],
            cancellationToken
        );

        var change = new RollupChange();
        foreach (var (key, fact) in newest)
        {
            if (before.TryGetValue(key, out var known))
                change.Add(known.UnitId, known.Day, known.Figures, sign: -1);
            change.Add(fact.UnitId, fact.Day, fact.Figures);
        }
        if (generation != remembered.Generation)
            remembered = (new Tree(), generation);
        await remembered.Tree.ReadAsync(connection, change.Units, cancellationToken);
        var totals = new RollupChange();
        foreach (var unit in change.Units)
            totals.AddTo(remembered.Tree.Above(unit), change[unit]);
        await KeptRows.AddAsync(connection, totals, remembered.Tree, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new bool[deliveries.Count];
    }

    private static Dictionary<(FactKind, Guid), IncomingFact> Newest(IEnumerable<Delivery> deliveries)
    {
        var newest = new Dictionary<(FactKind, Guid), IncomingFact>();
        foreach (var fact in deliveries.SelectMany(delivery => delivery.Facts))
            if (!newest.TryGetValue((fact.Kind, fact.Id), out var other) || other.Version < fact.Version)
                newest[(fact.Kind, fact.Id)] = fact;
        return newest;
    }

    private sealed record Delivery(Guid MessageId, IReadOnlyList<IncomingFact> Facts, ActivityContext Cause);
}
