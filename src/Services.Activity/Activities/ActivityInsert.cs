using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace CongNgheSo.Services.Activity.Activities;

/// <summary>A row to insert.</summary>
internal sealed record NewActivity(ActivityRow Row, int UnitId, string RecordedBy);

/// <summary>The statements of <see cref="ActivityWriter"/>: arrays in, one round trip for any number of rows.</summary>
internal static class ActivityInsert
{
    /// <returns>The ids that were not there before.</returns>
    public static async Task<HashSet<Guid>> InsertAsync(
        NpgsqlConnection connection,
        NewActivity[] rows,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (rows.Length == 0)
            return [];
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO activities (id, version, team_id, unit_id, occurred_on, topic, form, audience, people_guided,
                households, outcomes, channel, voided, recorded_hash, recorded_at, recorded_by)
            SELECT id, 1, team_id, unit_id, occurred_on, topic, form, audience, people_guided, households, outcomes,
                channel, false, recorded_hash, $12, recorded_by
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $13, $14) AS row (id, team_id, unit_id, occurred_on,
                topic, form, audience, people_guided, households, outcomes, recorded_hash, recorded_by, channel)
            ON CONFLICT (id) DO NOTHING
            RETURNING id
            """,
            connection
        );
        Column(NpgsqlDbType.Uuid, x => x.Row.Id);
        Column(NpgsqlDbType.Uuid, x => x.Row.TeamId);
        Column(NpgsqlDbType.Integer, x => x.UnitId);
        Column(NpgsqlDbType.Date, x => x.Row.Content.OccurredOn);
        Column(NpgsqlDbType.Text, x => x.Row.Content.Topic);
        Column(NpgsqlDbType.Text, x => x.Row.Content.Form);
        Column(NpgsqlDbType.Text, x => x.Row.Content.Audience);
        Column(NpgsqlDbType.Integer, x => x.Row.Content.PeopleGuided);
        Column(NpgsqlDbType.Integer, x => x.Row.Content.Households);
        Column(NpgsqlDbType.Jsonb, x => JsonSerializer.Serialize(x.Row.Content.Outcomes));
        Column(NpgsqlDbType.Bigint, x => x.Row.Hash);
        command.Parameters.Add(new NpgsqlParameter { Value = now });
        Column(NpgsqlDbType.Text, x => x.RecordedBy);
        Column(NpgsqlDbType.Text, x => x.Row.Content.Channel);
        var inserted = new HashSet<Guid>(rows.Length);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            inserted.Add(reader.GetGuid(0));
        return inserted;

        void Column<T>(NpgsqlDbType type, Func<NewActivity, T> value) =>
            command.Parameters.Add(
                new NpgsqlParameter
                {
                    NpgsqlDbType = NpgsqlDbType.Array | type,
                    Value = Array.ConvertAll(rows, row => value(row)),
                }
            );
    }

    /// <summary>Hash of the content as first recorded, by id.</summary>
    public static async Task<Dictionary<Guid, long>> ReadHashesAsync(
        NpgsqlConnection connection,
        Guid[] ids,
        CancellationToken cancellationToken
    )
    {
        var hashes = new Dictionary<Guid, long>();
        if (ids.Length == 0)
            return hashes;
        await using var command = new NpgsqlCommand(
            "SELECT id, recorded_hash FROM activities WHERE id = ANY($1)",
            connection
        )
        {
            Parameters = { new() { Value = ids } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            hashes[reader.GetGuid(0)] = reader.GetInt64(1);
        return hashes;
    }
}
