using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Exports;

/// <summary>A table that is to be written into a file.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe; or send an Idempotency-Key.</param>
/// <param name="Table">
/// "reports", "missing-reports", "report-status", "plan-progress", "plan-ranking", "rollups" or "findings".
/// </param>
/// <param name="Format">"csv" or "xlsx".</param>
/// <param name="Query">
/// The parameters of the list of that name, without limit and cursor. Of rollups: unit, level (1 to 4: all units of it below
/// the unit; the unit and those right below it where absent), from, to, indicators.
/// </param>
public sealed record AskExportRequest(
    Guid? Id,
    string? Table,
    string? Format,
    IReadOnlyDictionary<string, string>? Query
);

public sealed class AskExportRules : AbstractValidator<AskExportRequest>
{
    private const int LongestValue = 1_000;

    public AskExportRules()
    {
        RuleFor(request => request.Table)
            .Must(table => table is not null && ExportTables.All.ContainsKey(table))
            .WithProblem(
                ExportProblems.TableUnknown,
                string.Join(", ", ExportTables.All.Keys.Order(StringComparer.Ordinal))
            );
        RuleFor(request => request.Format)
            .Must(format => format is "csv" or "xlsx")
            .WithProblem(ExportProblems.FormatUnknown);
        RuleFor(request => request.Query)
            .Must(query => query is null || query.Values.All(value => value is { Length: <= LongestValue }));
    }
}

public static class AskExport
{
    /// <summary>Of one client: others wait behind them.</summary>
    private const int MostWaiting = 20;

    /// <summary>Has a table written into a file, however long it is, and tells where to ask how far it is.</summary>
    /// <remarks>
    /// Answers 202 (200 when it is asked for again). What refuses the list refuses the export. The file holds what the caller
    /// may see at this moment, is there for 7 days, and is written by a worker that goes on after a crash.
    /// </remarks>
    public static async Task<Results<Accepted<ExportResponse>, Ok<ExportResponse>, ProblemHttpResult>> Handle(
        AskExportRequest request,
        HttpContext http,
        Caller caller,
        ReportingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(http);
        var table = ExportTables.All[request.Table!];
        var query = new SortedDictionary<string, string>(
            (request.Query ?? new Dictionary<string, string>()).ToDictionary(),
            StringComparer.Ordinal
        );
        if (query.Keys.FirstOrDefault(name => !table.Parameters.Contains(name)) is { } unknown)
            return ExportProblems.ParameterInvalid.Result(unknown);
        if (await table.TryAsync(new ExportQuery(query, caller, http.RequestServices, Limit: 1)) is { } refusal)
            return refusal;
        var job = new ExportJob(
            StableId.Of(request.Id, http.Request, caller) ?? Guid.CreateVersion7(),
            caller,
            table.Name,
            request.Format == "csv" ? BulkFormat.Csv : BulkFormat.Xlsx,
            query,
            clock.StoredNow()
        );
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Requests of one client come one after the other, so that the limit holds.
        await db.Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock(hashtextextended({"exports of " + caller.ClientId}, 0))",
            cancellationToken
        );
        var isKnown = await db.ExportJobs.AnyAsync(each => each.Id == job.Id, cancellationToken);
        var waiting = await db.ExportJobs.CountAsync(
            each =>
                each.ClientId == caller.ClientId
                && (each.Status == ExportJob.Queued || each.Status == ExportJob.Running),
            cancellationToken
        );
        if (!isKnown && waiting >= MostWaiting)
            return ExportProblems.TooManyWaiting.Result(MostWaiting);
        db.ExportJobs.Add(job);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return TypedResults.Accepted($"/v1/exports/{job.Id}", ExportResponse.Of(job));
        }
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            await transaction.RollbackAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }
        var existing = await db
            .ExportJobs.AsNoTracking()
            .SingleOrDefaultAsync(each => each.Id == job.Id, cancellationToken);
        return existing is not null && existing.AskedHash == job.AskedHash
            ? TypedResults.Ok(ExportResponse.Of(existing))
            : ExportProblems.IdTaken.Result();
    }
}
