using System.Data;
using CongNgheSo.ServiceDefaults.Jobs;
using CongNgheSo.Services.Reporting.Facts;
using CongNgheSo.Services.Reporting.Rollups;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace CongNgheSo.Services.Reporting.TotalsChecks;

/// <summary>
/// Carries a check out while facts come in and totals are read. A rebuild adds to each figure that differs what is missing
/// in it, all days and months of a unit in one transaction under the lock of totals: what came in since the snapshot stays
/// in, a reader sees a unit as it was or as it should be, and totals that were right are never anything else.
/// </summary>
/// <remarks>
/// Moves of the tree copy totals from one unit to others. A difference that was found before one says nothing of what it
/// was copied to, so that nothing is repaired after it: the walk begins anew.
/// </remarks>
internal sealed class TotalsCheckRun(
    NpgsqlDataSource database,
    ReportingDbContext db,
    TotalsCheck check,
    TimeProvider clock
)
{
    /// <exception cref="JobTakenException">Another worker has it by now.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var pass = 1; !await WalkAsync(pass, cancellationToken); )
            pass++;
    }

    /// <summary>False where the tree moved before everything was repaired.</summary>
    private async Task<bool> WalkAsync(int pass, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var snapshot = await connection.BeginTransactionAsync(
            IsolationLevel.RepeatableRead,
            cancellationToken
        );
        var walk = await TotalsWalk.StartAsync(connection, cancellationToken);
        await foreach (var step in walk.RunAsync(cancellationToken))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            if (check.IsRebuild && step.Differences.Count > 0 && !await RepairAsync(transaction, walk, step))
                return false;
            await TotalsCheckQueue.KeepAsync(
                db,
                check,
                pass,
                walk.UnitsTotal,
                step,
                clock.GetUtcNow(),
                cancellationToken
            );
            await transaction.CommitAsync(cancellationToken);
        }
        return true;

        async Task<bool> RepairAsync(IDbContextTransaction transaction, TotalsWalk found, WalkStep step)
        {
            var repairing = ((NpgsqlTransaction)transaction.GetDbTransaction()).Connection!;
            if (await RollupLock.TakeAsync(repairing, cancellationToken) != found.Generation)
                return false;
            var (days, months) = (new RollupChange(), new RollupChange());
            foreach (var each in step.Differences)
                (each.IsMonth ? months : days).Add(
                    each.UnitId,
                    each.Day,
                    new Figures { [each.Indicator] = each.Recomputed - each.Kept }
                );
            await KeptRows.AddAsync(repairing, days, months, cancellationToken);
            return true;
        }
    }
}
