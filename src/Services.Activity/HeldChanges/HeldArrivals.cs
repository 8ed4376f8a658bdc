using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CongNgheSo.Services.Activity.HeldChanges;

/// <summary>What waited for activities that have come.</summary>
internal static class HeldArrivals
{
    /// <summary>
    /// Applies what is held for activities that the transaction has inserted. One indexed look where nothing is.
    /// </summary>
    public static async Task ApplyAsync(
        NpgsqlTransaction transaction,
        IReadOnlyCollection<Guid> inserted,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (inserted.Count == 0)
            return;
        var awaited = await AwaitedAsync(transaction.Connection!, inserted, cancellationToken);
        if (awaited.Count == 0)
            return;
        await using var db = new ActivityDbContext(
            new DbContextOptionsBuilder<ActivityDbContext>().UseNpgsql(transaction.Connection!).Options
        );
        await db.Database.UseTransactionAsync(transaction, cancellationToken);
        var activities = await db
            .Activities.Where(activity => awaited.Contains(activity.Id))
            .OrderBy(activity => activity.Id)
            .ToListAsync(cancellationToken);
        await HeldChangeQueue.ApplyAsync(db, activities, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task<List<Guid>> AwaitedAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<Guid> inserted,
        CancellationToken cancellationToken
    )
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                HeldChangeLock.ShareCommand(inserted),
                new("SELECT DISTINCT activity_id FROM held_changes WHERE activity_id = ANY($1) AND state = 'held'")
                {
                    Parameters = { new() { Value = inserted.ToArray() } },
                },
            },
        };
        var awaited = new List<Guid>();
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            awaited.Add(reader.GetGuid(0));
        return awaited;
    }
}
