using System.Text.Json;
using CongNgheSo.ServiceDefaults.Messaging;
using CongNgheSo.Services.Activity.ActivityReviews;
using CongNgheSo.Services.Activity.HeldChanges;
using Npgsql;
using NpgsqlTypes;

namespace CongNgheSo.Services.Activity.Activities;

/// <summary>A row to insert.</summary>
internal sealed record NewActivity(ActivityRow Row, int UnitId, string RecordedBy);

/// <summary>What the database knows of a group before it is written.</summary>
/// <param name="Teams">The teams that its rows name, by id.</param>
/// <param name="Hashes">Hash of the content as first recorded, by id, of those recorded already.</param>
/// <param name="Awaited">The ids for which changes wait that came before them.</param>
internal sealed record ActivityKnowledge(
    Dictionary<Guid, ActivityTeam> Teams,
    Dictionary<Guid, long> Hashes,
    HashSet<Guid> Awaited
);

/// <summary>
/// The statements of <see cref="ActivityWriter"/>: arrays in, one round trip to read and one to write, whatever the
/// number of rows.
/// </summary>
internal static class ActivityInsert
{
    public static async Task<ActivityKnowledge> ReadAsync(
        NpgsqlConnection connection,
        Guid[] teamIds,
        Guid[] ids,
        CancellationToken cancellationToken
    )
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                // First: what is held by now is seen by the last statement, and what is not waits for this transaction.
                HeldChangeLock.ShareCommand(ids),
                new(ActivityTeams.Select) { Parameters = { new() { Value = teamIds } } },
                // The limit makes the planner look each id up: for a thousand ids it would read the whole table.
                new(
                    """
                    SELECT asked.id, known.recorded_hash FROM unnest($1) AS asked (id) CROSS JOIN LATERAL (
                        SELECT recorded_hash FROM activity_ids WHERE activity_ids.id = asked.id LIMIT 1
                    ) AS known
                    """
                )
                {
                    Parameters = { new() { Value = ids } },
                },
                new("SELECT DISTINCT activity_id FROM held_changes WHERE activity_id = ANY($1) AND state = 'held'")
                {
                    Parameters = { new() { Value = ids } },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var teams = await ActivityTeams.ReadAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var hashes = new Dictionary<Guid, long>();
        while (await reader.ReadAsync(cancellationToken))
            hashes[reader.GetGuid(0)] = reader.GetInt64(1);
        await reader.NextResultAsync(cancellationToken);
        var awaited = new HashSet<Guid>();
        while (await reader.ReadAsync(cancellationToken))
            awaited.Add(reader.GetGuid(0));
        return new ActivityKnowledge(teams, hashes, awaited);
    }

    /// <summary>Writes ids, rows, reviews of the flagged ones and events, in the connection's transaction.</summary>
    /// <exception cref="PostgresException">One of the ids has been recorded meanwhile: see <see cref="ActivityId.PrimaryKey"/>.</exception>
    public static async Task InsertAsync(
        NpgsqlConnection connection,
        NewActivity[] rows,
        IReadOnlyCollection<OutboxMessage> events,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { IdsCommand(rows), RowsCommand(rows, now), OutboxMessage.InsertCommand(events) },
        };
        if (Array.FindAll(rows, row => row.Row.Flags.Count > 0) is { Length: > 0 } flagged)
            batch.BatchCommands.Add(
                ActivityReviewStatements.InsertCommand(Array.ConvertAll(flagged, row => row.Row), now)
            );
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlBatchCommand IdsCommand(NewActivity[] rows)
    {
        var command = new NpgsqlBatchCommand(
            "INSERT INTO activity_ids (id, recorded_hash) SELECT * FROM unnest($1, $2)"
        );
        AddColumn(command, rows, NpgsqlDbType.Uuid, x => x.Row.Id);
        AddColumn(command, rows, NpgsqlDbType.Bigint, x => x.Row.Hash);
        return command;
    }

    private static NpgsqlBatchCommand RowsCommand(NewActivity[] rows, DateTimeOffset now)
    {
        var command = new NpgsqlBatchCommand(
            """
            INSERT INTO activities (id, version, team_id, unit_id, occurred_on, topic, form, audience, people_guided,
                households, outcomes, channel, voided, recorded_at, recorded_by)
            SELECT id, 1, team_id, unit_id, occurred_on, topic, form, audience, people_guided, households, outcomes,
                channel, false, $11, recorded_by
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $12, $13) AS row (id, team_id, unit_id, occurred_on,
                topic, form, audience, people_guided, households, outcomes, recorded_by, channel)
            """
        );
        AddColumn(command, rows, NpgsqlDbType.Uuid, x => x.Row.Id);
        AddColumn(command, rows, NpgsqlDbType.Uuid, x => x.Row.TeamId);
        AddColumn(command, rows, NpgsqlDbType.Integer, x => x.UnitId);
        AddColumn(command, rows, NpgsqlDbType.Date, x => x.Row.Content.OccurredOn);
        AddColumn(command, rows, NpgsqlDbType.Text, x => x.Row.Content.Topic);
        AddColumn(command, rows, NpgsqlDbType.Text, x => x.Row.Content.Form);
        AddColumn(command, rows, NpgsqlDbType.Text, x => x.Row.Content.Audience);
        AddColumn(command, rows, NpgsqlDbType.Integer, x => x.Row.Content.PeopleGuided);
        AddColumn(command, rows, NpgsqlDbType.Integer, x => x.Row.Content.Households);
        AddColumn(command, rows, NpgsqlDbType.Jsonb, x => JsonSerializer.Serialize(x.Row.Content.Outcomes));
        command.Parameters.Add(new NpgsqlParameter { Value = now });
        AddColumn(command, rows, NpgsqlDbType.Text, x => x.RecordedBy);
        AddColumn(command, rows, NpgsqlDbType.Text, x => x.Row.Content.Channel);
        return command;
    }

    private static void AddColumn<T>(
        NpgsqlBatchCommand command,
        NewActivity[] rows,
        NpgsqlDbType type,
        Converter<NewActivity, T> value
    ) =>
        command.Parameters.Add(
            new NpgsqlParameter<T[]>
            {
                NpgsqlDbType = NpgsqlDbType.Array | type,
                TypedValue = Array.ConvertAll(rows, value),
            }
        );
}
