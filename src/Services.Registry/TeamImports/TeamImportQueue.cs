using CongNgheSo.ServiceDefaults.Jobs;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>
/// The imports that wait, shared by all replicas. Who takes one has it for a while and says so again with each chunk;
/// where a worker is killed the next one goes on behind the last chunk that was committed. A worker that was only slow
/// is stopped by its number.
/// </summary>
internal static class TeamImportQueue
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>The oldest that nobody works at; null where there is none.</summary>
    public static async Task<TeamImportJob?> TakeAsync(
        RegistryDbContext db,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var waiting = await db
            .TeamImports.FromSql(
                $"""
                SELECT * FROM team_imports
                WHERE status IN ({TeamImportJob.Queued}, {TeamImportJob.Running})
                    AND (lease_until IS NULL OR lease_until < {now})
                ORDER BY sent_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
                """
            )
            .ToListAsync(cancellationToken);
        if (waiting is not [var import])
            return null;
        import.Take(now, Lease);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return import;
    }

    /// <summary>Keeps what became of a chunk; in the transaction of the chunk, where there is one.</summary>
    /// <exception cref="JobTakenException">Another worker has it by now.</exception>
    public static async Task KeepAsync(
        RegistryDbContext db,
        TeamImportJob import,
        ImportReport part,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var ownTransaction = db.Database.CurrentTransaction is null;
        await using var transaction = ownTransaction
            ? await db.Database.BeginTransactionAsync(cancellationToken)
            : null;
        var (rows, teams, members) = (part.Rows, part.Teams, part.Members);
        var errors = await db
            .Database.SqlQuery<int>(
                $"""
                UPDATE team_imports SET last_row = {part.LastRow}, lease_until = {now + Lease},
                    rows_accepted = rows_accepted + {rows.Accepted}, rows_unchanged = rows_unchanged + {rows.Unchanged},
                    rows_rejected = rows_rejected + {rows.Rejected}, teams_accepted = teams_accepted + {teams.Accepted},
                    teams_unchanged = teams_unchanged + {teams.Unchanged}, teams_rejected = teams_rejected + {teams.Rejected},
                    members_accepted = members_accepted + {members.Accepted},
                    members_unchanged = members_unchanged + {members.Unchanged},
                    members_rejected = members_rejected + {members.Rejected}, errors = errors + {part.Errors.Count}
                WHERE id = {import.Id} AND attempt = {import.Attempt} AND status = {TeamImportJob.Running}
                RETURNING errors AS "Value"
                """
            )
            .ToListAsync(cancellationToken);
        if (errors is not [var known])
            throw new JobTakenException();
        await AddErrorsAsync(db, import.Id, known - part.Errors.Count, part.Errors, cancellationToken);
        if (transaction is not null)
            await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Ends it well, or for the reason given.</summary>
    public static Task FinishAsync(
        RegistryDbContext db,
        TeamImportJob import,
        BilingualError? failure,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        db
            .TeamImports.Where(row => row.Id == import.Id && row.Attempt == import.Attempt)
            .ExecuteUpdateAsync(
                row =>
                    row.SetProperty(
                            each => each.Status,
                            failure is null ? TeamImportJob.Succeeded : TeamImportJob.Failed
                        )
                        .SetProperty(each => each.FinishedAt, now)
                        .SetProperty(each => each.LeaseUntil, (DateTimeOffset?)null)
                        .SetProperty(each => each.FailureCode, failure == null ? null : failure.Code)
                        .SetProperty(each => each.FailureVi, failure == null ? null : failure.Vi)
                        .SetProperty(each => each.FailureEn, failure == null ? null : failure.En),
                cancellationToken
            );

    /// <summary>Leaves it to whoever comes next.</summary>
    public static Task ReleaseAsync(RegistryDbContext db, TeamImportJob import, CancellationToken cancellationToken) =>
        db
            .TeamImports.Where(row => row.Id == import.Id && row.Attempt == import.Attempt)
            .ExecuteUpdateAsync(
                row => row.SetProperty(each => each.LeaseUntil, (DateTimeOffset?)null),
                cancellationToken
            );

    /// <summary>Deletes what has been kept for long enough, files and errors with it.</summary>
    public static Task<int> SweepAsync(RegistryDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now - TeamImportJob.Kept;
        return db.TeamImports.Where(import => import.SentAt < before).ExecuteDeleteAsync(cancellationToken);
    }

    private static async Task AddErrorsAsync(
        RegistryDbContext db,
        Guid import,
        int known,
        IReadOnlyList<ImportError> errors,
        CancellationToken cancellationToken
    )
    {
        if (errors.Count == 0)
            return;
        var (rows, columns) = (
            errors.Select(error => error.Row).ToArray(),
            errors.Select(error => error.Column).ToArray()
        );
        var (fields, codes) = (Each(reason => reason.Field), Each(reason => reason.Code));
        var (vi, en) = (Each(reason => reason.Vi), Each(reason => reason.En));
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO team_import_errors (import_id, number, "row", "column", field, code, vi, en)
            SELECT {import}, {known} + number, "row", "column", field, code, vi, en
            FROM unnest({rows}, {columns}, {fields}, {codes}, {vi}, {en}) WITH ORDINALITY
                AS error ("row", "column", field, code, vi, en, number)
            """,
            cancellationToken
        );

        string[] Each(Func<BilingualError, string> value) => [.. errors.Select(error => value(error.Reason))];
    }
}
