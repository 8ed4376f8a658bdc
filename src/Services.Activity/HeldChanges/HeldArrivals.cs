using CongNgheSo.Services.Activity.Topics;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CongNgheSo.Services.Activity.HeldChanges;

/// <summary>What waited for activities that have come.</summary>
internal static class HeldArrivals
{
    /// <summary>Applies what is held for activities that the transaction has inserted.</summary>
    public static async Task ApplyAsync(
        NpgsqlTransaction transaction,
        IReadOnlyCollection<Guid> awaited,
        CatalogueSnapshot sayable,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await using var db = new ActivityDbContext(
            new DbContextOptionsBuilder<ActivityDbContext>().UseNpgsql(transaction.Connection!).Options
        );
        await db.Database.UseTransactionAsync(transaction, cancellationToken);
        var activities = await db
            .Activities.Where(activity => awaited.Contains(activity.Id))
            .OrderBy(activity => activity.Id)
            .ToListAsync(cancellationToken);
        await HeldChangeQueue.ApplyAsync(db, activities, sayable, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}
