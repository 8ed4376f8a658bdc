using CongNgheSo.ServiceDefaults.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.TotalsChecks;

/// <summary>
/// The checks that wait, shared by all replicas, one at a time: the oldest that is not done. Who takes it has it for a while
/// and says so again with each step. One that was killed is begun anew by the next; one that was only slow is stopped by its
/// number.
/// </summary>
internal static class TotalsCheckQueue
{
    private const int KeptDifferences = 10_000;

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>The check to work at; null where there is none, or where somebody is at it.</summary>
    public static async Task<TotalsCheck?> TakeAsync(
        ReportingDbContext db,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var (lease, old) = (now + Lease, now - Kept);
        var ids = await db
            .Database.SqlQuery<Guid>(
                $"""
                UPDATE totals_checks SET status = {TotalsCheck.Running}, attempt = attempt + 1, lease_until = {lease},
                    started_at = coalesce(started_at, {now}), passes = 0, units_done = 0, units_total = 0,
                    differences = CASE kind WHEN {TotalsCheck.Rebuild} THEN differences ELSE 0 END
                WHERE id = (
                    SELECT id FROM totals_checks WHERE status IN ({TotalsCheck.Queued}, {TotalsCheck.Running})
                    ORDER BY requested_at, id LIMIT 1
                ) AND (lease_until IS NULL OR lease_until < {now})
                RETURNING id
                """
            )
            .ToListAsync(cancellationToken);
        if (ids is not [var id])
            return null;
        await db.TotalsChecks.Where(check => check.FinishedAt < old).ExecuteDeleteAsync(cancellationToken);
        var taken = await db.TotalsChecks.AsNoTracking().SingleAsync(check => check.Id == id, cancellationToken);
        // What a rebuild has found it has repaired; a verification that begins anew finds the same again.
        if (!taken.IsRebuild)
            await db
                .TotalsDifferences.Where(difference => difference.CheckId == id)
                .ExecuteDeleteAsync(cancellationToken);
        return taken;
    }

    /// <summary>Keeps how far it is and what was found; in the transaction of the repair, where there is one.</summary>
    /// <exception cref="JobTakenException">Another worker has it by now.</exception>
    public static async Task KeepAsync(
        ReportingDbContext db,
        TotalsCheck check,
        int pass,
        int unitsTotal,
        WalkStep step,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var count = step.Differences.Count;
        var differences = await db
            .Database.SqlQuery<long>(
                $"""
                UPDATE totals_checks SET lease_until = {now + Lease}, passes = {pass}, units_total = {unitsTotal},
                    units_done = {step.UnitsDone}, differences = differences + {count}
                WHERE id = {check.Id} AND attempt = {check.Attempt} AND status = {TotalsCheck.Running}
                RETURNING differences AS "Value"
                """
            )
            .ToListAsync(cancellationToken);
        if (differences is not [var known])
            throw new JobTakenException();
        var before = known - count;
        FoundDifference[] kept = [.. step.Differences.Take((int)Math.Max(0, KeptDifferences - before))];
        if (kept.Length > 0)
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO totals_differences
                    (check_id, number, unit_id, unit_code, period, day, indicator, kept, recomputed)
                SELECT {check.Id}, {before} + number, unit_id, coalesce(code, ''),
                    CASE WHEN is_month THEN 'month' ELSE 'day' END, day, indicator, kept, recomputed
                FROM unnest(
                    {Array.ConvertAll(kept, each => each.UnitId)},
                    {Array.ConvertAll(kept, each => each.IsMonth)},
                    {Array.ConvertAll(kept, each => each.Day)},
                    {Array.ConvertAll(kept, each => each.Indicator)},
                    {Array.ConvertAll(kept, each => each.Kept)},
                    {Array.ConvertAll(kept, each => each.Recomputed)}
                ) WITH ORDINALITY AS found (unit_id, is_month, day, indicator, kept, recomputed, number)
                LEFT JOIN units ON units.id = unit_id
                """,
                cancellationToken
            );
    }

    /// <summary>Ends it.</summary>
    public static Task FinishAsync(
        ReportingDbContext db,
        TotalsCheck check,
        bool succeeded,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        db
            .TotalsChecks.Where(row => row.Id == check.Id && row.Attempt == check.Attempt)
            .ExecuteUpdateAsync(
                row =>
                    row.SetProperty(each => each.Status, succeeded ? TotalsCheck.Succeeded : TotalsCheck.Failed)
                        .SetProperty(each => each.FinishedAt, now)
                        .SetProperty(each => each.LeaseUntil, (DateTimeOffset?)null),
                cancellationToken
            );

    /// <summary>Leaves it to whoever comes next.</summary>
    public static Task ReleaseAsync(ReportingDbContext db, TotalsCheck check) =>
        db
            .TotalsChecks.Where(row => row.Id == check.Id && row.Attempt == check.Attempt)
            .ExecuteUpdateAsync(row => row.SetProperty(each => each.LeaseUntil, (DateTimeOffset?)null));
}
