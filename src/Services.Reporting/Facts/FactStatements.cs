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
                Figures.Parse(reader.GetString(5))
            );
            facts.Add((fact.Kind, fact.Id), fact);
        }
        return facts;
    }

    public static async Task WriteAsync(
        NpgsqlConnection connection,
        IncomingFact[] facts,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO facts (kind, id, version, unit_id, day, figures)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6)
            ON CONFLICT (kind, id) DO UPDATE SET
                version = excluded.version, unit_id = excluded.unit_id, day = excluded.day, figures = excluded.figures
            """,
            connection
        );
        Column(NpgsqlDbType.Smallint, fact => (short)fact.Kind);
        Column(NpgsqlDbType.Uuid, fact => fact.Id);
        Column(NpgsqlDbType.Integer, fact => fact.Version);
        Column(NpgsqlDbType.Integer, fact => fact.UnitId);
        Column(NpgsqlDbType.Date, fact => fact.Day);
        Column(NpgsqlDbType.Jsonb, fact => fact.Figures.ToJson());
        await command.ExecuteNonQueryAsync(cancellationToken);

        void Column<T>(NpgsqlDbType type, Converter<IncomingFact, T> value) =>
            command.Parameters.Add(
                new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | type, Value = Array.ConvertAll(facts, value) }
            );
    }
}
