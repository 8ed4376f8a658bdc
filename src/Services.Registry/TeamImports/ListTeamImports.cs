using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.TeamImports;

public static class ListTeamImports
{
    /// <summary>Lists the caller's imports of the last 30 days, the latest first, without their errors.</summary>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Ok<Page<TeamImportResponse>>> Handle(
        RegistryDbContext db,
        Caller caller,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var imports = db.TeamImports.AsNoTracking().Where(import => import.ClientId == caller.ClientId);
        if (Paging.Read<ImportKey>(cursor) is { } before)
            imports = imports.Where(import =>
                EF.Functions.LessThan(
                    ValueTuple.Create(import.SentAt, import.Id),
                    ValueTuple.Create(before.SentAt, before.Id)
                )
            );
        var read = await imports
            .OrderByDescending(import => import.SentAt)
            .ThenByDescending(import => import.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        IReadOnlyList<TeamImportResponse> items = [.. read.Select(import => TeamImportResponse.Of(import, []))];
        return TypedResults.Ok(items.ToPage(limit, item => new ImportKey(item.SentAt, item.Id)));
    }

    private sealed record ImportKey(DateTimeOffset SentAt, Guid Id);
}
