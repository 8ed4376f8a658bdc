using CongNgheSo.ServiceDefaults.Files;
using CongNgheSo.ServiceDefaults.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Exports;

/// <summary>
/// The exports that wait, shared by all replicas. Who takes one has it for a while and says so again with each page; where a
/// worker is killed the next one begins anew, since what was not whole is nowhere. Leases are by the database's clock, which
/// all replicas share.
/// </summary>
public sealed class WaitingExports(ReportingDbContext db, FileKeeper<ReportingDbContext> files)
{
    private const int LeaseSeconds = 60;

    /// <summary>The oldest that nobody works at; null where there is none.</summary>
    public async Task<ExportJob?> TakeAsync(CancellationToken cancellationToken)
    {
        var taken = await db
            .ExportJobs.FromSql(
                $"""
                UPDATE export_jobs SET status = {ExportJob.Running}, attempt = attempt + 1, rows = 0,
                    lease_until = now() + make_interval(secs => {LeaseSeconds})
                WHERE id = (
                    SELECT id FROM export_jobs
                    WHERE status IN ('queued', 'running') AND coalesce(lease_until < now(), true)
                    ORDER BY asked_at LIMIT 1 FOR UPDATE SKIP LOCKED
                )
                RETURNING *
                """
            )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return taken is [var job] ? job : null;
    }

    /// <summary>Adds to the rows written, and keeps the job.</summary>
    /// <exception cref="JobTakenException">Another worker has it by now.</exception>
    public async Task ProgressAsync(ExportJob job, int rows, CancellationToken cancellationToken)
    {
        var kept = await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE export_jobs SET rows = rows + {rows}, lease_until = now() + make_interval(secs => {LeaseSeconds})
            WHERE id = {job.Id} AND attempt = {job.Attempt} AND status = {ExportJob.Running}
            """,
            cancellationToken
        );
        if (kept == 0)
            throw new JobTakenException();
    }

    /// <summary>Keeps the file and ends the job, both or neither.</summary>
    public async Task SucceedAsync(
        ExportJob job,
        Stream content,
        string hash,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var length = content.Length;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await files.KeepAsync(hash, content, cancellationToken);
        await Mine(job)
            .ExecuteUpdateAsync(
                row =>
                    row.SetProperty(each => each.Status, ExportJob.Succeeded)
                        .SetProperty(each => each.FinishedAt, now)
                        .SetProperty(each => each.FileHash, hash)
                        .SetProperty(each => each.Bytes, length),
                cancellationToken
            );
        await transaction.CommitAsync(cancellationToken);
    }

    public Task FailAsync(ExportJob job, DateTimeOffset now, CancellationToken cancellationToken) =>
        Mine(job)
            .ExecuteUpdateAsync(
                row => row.SetProperty(each => each.Status, ExportJob.Failed).SetProperty(each => each.FinishedAt, now),
                cancellationToken
            );

    /// <summary>Leaves it to whoever comes next.</summary>
    public Task ReleaseAsync(ExportJob job, CancellationToken cancellationToken) =>
        Mine(job)
            .ExecuteUpdateAsync(
                row => row.SetProperty(each => each.LeaseUntil, (DateTimeOffset?)null),
                cancellationToken
            );

    /// <summary>Deletes what has been kept for long enough, files and all.</summary>
    public async Task SweepAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hashes = await db
            .ExportJobs.Where(job => job.ExpiresAt <= now && job.FileHash != null)
            .Select(job => job.FileHash!)
            .Distinct()
            .ToListAsync(cancellationToken);
        await db.ExportJobs.Where(job => job.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
        foreach (var hash in hashes)
            await files.DiscardAsync(hash, cancellationToken);
    }

    private IQueryable<ExportJob> Mine(ExportJob job) =>
        db.ExportJobs.Where(row => row.Id == job.Id && row.Attempt == job.Attempt && row.Status == ExportJob.Running);
}
