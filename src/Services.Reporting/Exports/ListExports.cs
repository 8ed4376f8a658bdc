using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Exports;

public static class ListExports
{
    /// <summary>Lists the exports that this client asked for, the latest first.</summary>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Ok<Page<ExportResponse>>> Handle(
        Caller caller,
        ReportingDbContext db,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        var jobs = db
            .ExportJobs.AsNoTracking()
            .Where(job => job.ClientId == caller.ClientId && job.Unit == caller.Unit);
        if (Paging.Read<ExportKey>(cursor) is { } after)
            jobs = jobs.Where(job =>
                EF.Functions.LessThan(
                    ValueTuple.Create(job.AskedAt, job.Id),
                    ValueTuple.Create(after.AskedAt, after.Id)
                )
            );
        var read = await jobs.OrderByDescending(job => job.AskedAt)
            .ThenByDescending(job => job.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        IReadOnlyList<ExportResponse> items = [.. read.Select(ExportResponse.Of)];
        return TypedResults.Ok(items.ToPage(limit, item => new ExportKey(item.AskedAt, item.Id)));
    }

    private sealed record ExportKey(DateTimeOffset AskedAt, Guid Id);
}
