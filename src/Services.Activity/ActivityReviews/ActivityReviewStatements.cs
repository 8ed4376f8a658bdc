using System.Text.Json;
using CongNgheSo.Services.Activity.Activities;
using CongNgheSo.Services.Activity.Topics;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace CongNgheSo.Services.Activity.ActivityReviews;

/// <summary>What recording and changing activities do to reviews, and ask of them.</summary>
internal static class ActivityReviewStatements
{
    /// <summary>Opens reviews of activities just recorded, for <see cref="ActivityWriter"/>.</summary>
    public static NpgsqlBatchCommand InsertCommand(IReadOnlyCollection<ActivityRow> flagged, DateTimeOffset now)
    {
        var command = new NpgsqlBatchCommand(
            """
            INSERT INTO activity_reviews (id, version, activity_id, activity_version, team_id, occurred_on, flags, status,
                flagged_at)
            SELECT id, 1, activity_id, 1, team_id, occurred_on, flags, 'open', $6
            FROM unnest($1, $2, $3, $4, $5) AS row (id, activity_id, team_id, occurred_on, flags)
            """
        );
        Column(NpgsqlDbType.Uuid, _ => Guid.CreateVersion7());
        Column(NpgsqlDbType.Uuid, row => row.Id);
        Column(NpgsqlDbType.Uuid, row => row.TeamId);
        Column(NpgsqlDbType.Date, row => row.Content.OccurredOn);
        Column(NpgsqlDbType.Jsonb, row => JsonSerializer.Serialize(row.Flags, JsonSerializerOptions.Web));
        command.Parameters.Add(new NpgsqlParameter { Value = now });
        return command;

        void Column<T>(NpgsqlDbType type, Func<ActivityRow, T> value) =>
            command.Parameters.Add(
                new NpgsqlParameter
                {
                    NpgsqlDbType = NpgsqlDbType.Array | type,
                    Value = flagged.Select(value).ToArray(),
                }
            );
    }

    /// <summary>
    /// After a change, in its transaction: reviews of earlier versions are over, and what is beyond the usual in the new
    /// one is reviewed.
    /// </summary>
    public static async Task ReviewAsync(
        this ActivityDbContext db,
        RecordedActivity activity,
        RequestedChange change,
        string by,
        CatalogueSnapshot sayable,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        // A review that an earlier change of this transaction opened has to be there to be closed.
        await db.SaveChangesAsync(cancellationToken);
        await db.CloseReviewsAsync(activity, by, change.Reason, now, cancellationToken);
        if (change.Content is { } content && sayable.Flags(content) is { Count: > 0 } flags)
            db.ActivityReviews.Add(
                new ActivityReview(activity.Id, activity.Version, activity.TeamId, content.OccurredOn, flags, now)
            );
    }

    /// <summary>Says of an open review of an earlier version that the activity is no longer what was flagged.</summary>
    private static Task CloseReviewsAsync(
        this ActivityDbContext db,
        RecordedActivity activity,
        string by,
        string reason,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        db
            .ActivityReviews.Where(review =>
                review.ActivityId == activity.Id
                && review.ActivityVersion < activity.Version
                && review.Status == ActivityReview.Open
            )
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(
                            review => review.Status,
                            activity.Voided ? ActivityReview.Voided : ActivityReview.Corrected
                        )
                        .SetProperty(review => review.DecidedBy, by)
                        .SetProperty(review => review.DecidedAt, now)
                        .SetProperty(review => review.Note, reason)
                        .SetProperty(review => review.Version, review => review.Version + 1),
                cancellationToken
            );

    /// <summary>Why activities wait for review, by id; those that do not are not there.</summary>
    public static Task<Dictionary<Guid, IReadOnlyList<ActivityFlag>>> OpenFlagsAsync(
        this ActivityDbContext db,
        IEnumerable<Guid> activityIds,
        CancellationToken cancellationToken
    ) =>
        db
            .ActivityReviews.Where(review =>
                activityIds.Contains(review.ActivityId) && review.Status == ActivityReview.Open
            )
            .ToDictionaryAsync(review => review.ActivityId, review => review.Flags, cancellationToken);

    /// <summary>The flags that an activity had when it was recorded.</summary>
    public static async Task<IReadOnlyList<ActivityFlag>> FirstFlagsAsync(
        this ActivityDbContext db,
        Guid activityId,
        CancellationToken cancellationToken
    ) =>
        await db
            .ActivityReviews.Where(review => review.ActivityId == activityId && review.ActivityVersion == 1)
            .Select(review => review.Flags)
            .SingleOrDefaultAsync(cancellationToken)
        ?? [];
}
