using Npgsql;
using NpgsqlTypes;

namespace CongNgheSo.Services.Reporting.Facts;

/// <summary>The statements of <see cref="FactWriter"/>: arrays in, one round trip for any number of facts.</summary>
internal static class FactStatements
{
    /// <returns>The messages that were not consumed before.</returns>
    public static async Task<HashSet<Guid>> RememberMessagesAsync(
        NpgsqlConnection connection,
        Guid[] messageIds,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO inbox_messages (message_id, consumer, consumed_at)
            SELECT message_id, 'facts', now() FROM unnest($1) AS message_id
            ON CONFLICT DO NOTHING RETURNING message_id
            """,
            connection
        )
        {
            Parameters = { new() { Value = messageIds } },
        };
        var unseen = new HashSet<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            unseen.Add(reader.GetGuid(0));
        return unseen;
    }

    public static async Task<Dictionary<(FactKind, Guid), IncomingFact>> ReadAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<(FactKind Kind, Guid Id)> keys,
        CancellationToken cancellationToken
    )
    {
        var facts = new Dictionary<(FactKind, Guid), IncomingFact>();
        if (keys.Count == 0)
            return facts;
        await using var command = new NpgsqlCommand(
            """
            SELECT kind, id, version, unit_id, day, figures FROM facts
            WHERE (kind, id) IN (SELECT * FROM unnest($1, $2))
            """,
            connection
        )
        {
            Parameters =
            {
                new() { Value = keys.Select(key => (short)key.Kind).ToArray() },
                new() { Value = keys.Select(key => key.Id).ToArray() },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var fact = new IncomingFact(
                (FactKind)reader.GetInt16(0),
                reader.GetGuid(1),
                reader.GetInt32(2),
                reader.GetInt32(3),
                reader.GetFieldValue<DateOnly>(4),
                Figures.Parse(reader.GetFieldValue<byte[]>(5))
            );
            facts.Add((fact.Kind, fact.Id), fact);
        }
        return facts;
    }

    /// <summary>Writes facts of which nothing is known yet; leaves the others alone.</summary>
    /// <returns>The keys of those that were written.</returns>
    public static async Task<HashSet<(FactKind, Guid)>> InsertAsync(
        NpgsqlConnection connection,
        IncomingFact[] facts,
        CancellationToken cancellationToken
    )
    {
        await using var command = Insert(connection, facts, "DO NOTHING RETURNING kind, id");
        var inserted = new HashSet<(FactKind, Guid)>(facts.Length);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            inserted.Add(((FactKind)reader.GetInt16(0), reader.GetGuid(1)));
        return inserted;
    }

    /// <summary>Writes new versions of facts.</summary>
    public static async Task UpdateAsync(
        NpgsqlConnection connection,
        IncomingFact[] facts,
        CancellationToken cancellationToken
    )
    {
        if (facts.Length == 0)
            return;
        await using var command = Insert(
            connection,
            facts,
            """
            DO UPDATE SET
                version = excluded.version, unit_id = excluded.unit_id, day = excluded.day, figures = excluded.figures
            """
        );
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlCommand Insert(NpgsqlConnection connection, IncomingFact[] facts, string onConflict)
    {
        var command = new NpgsqlCommand(
            $"""
            INSERT INTO facts (kind, id, version, unit_id, day, figures)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6)
            ON CONFLICT (kind, id) {onConflict}
            """,
            connection
        );
        Column(NpgsqlDbType.Smallint, fact => (short)fact.Kind);
        Column(NpgsqlDbType.Uuid, fact => fact.Id);
        Column(NpgsqlDbType.Integer, fact => fact.Version);
        Column(NpgsqlDbType.Integer, fact => fact.UnitId);
        Column(NpgsqlDbType.Date, fact => fact.Day);
        Column(NpgsqlDbType.Jsonb, fact => fact.Figures.ToJson());
        return command;

        void Column<T>(NpgsqlDbType type, Converter<IncomingFact, T> value) =>
            command.Parameters.Add(
                new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | type, Value = Array.ConvertAll(facts, value) }
            );
    }
}
