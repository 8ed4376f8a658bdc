using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CongNgheSo.Services.Activity.HeldChanges;

/// <summary>
/// Keeps a change of an unknown activity and the activity itself from missing each other: neither sees what the other
/// has not committed. Ids share 64 locks, which recorders hold together and a change holds alone; an activity that is
/// known is locked as a row instead.
/// </summary>
internal static class HeldChangeLock
{
    private const int Class = 0x68656c64; // "held"
    private const int Locks = 64;

    /// <summary>Until the transaction ends, nobody records the activity.</summary>
    public static Task TakeAsync(ActivityDbContext db, Guid activityId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock({Class}, {NumberOf(activityId)})",
            cancellationToken
        );

    /// <summary>
    /// Waits for changes of these activities that are about to be held; what is asked after it sees them. In the order
    /// of the locks, so that nobody waits in a circle.
    /// </summary>
    public static NpgsqlBatchCommand ShareCommand(IEnumerable<Guid> activityIds) =>
        new("SELECT pg_advisory_xact_lock_shared($1, number) FROM unnest($2) AS number")
        {
            Parameters =
            {
                new() { Value = Class },
                new() { Value = activityIds.Select(NumberOf).Distinct().Order().ToArray() },
            },
        };

    /// <summary>By the last byte, which is random in every version of UUIDs.</summary>
    private static int NumberOf(Guid id) => id.ToByteArray()[15] % Locks;
}
