using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.TeamImports;

public static class ListTeamImportErrors
{
    /// <summary>Lists why rows of an import were refused, in the order of the rows.</summary>
    /// <remarks>Only for who sent it, and for clients of unit VN.</remarks>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<TeamImportErrorResponse>>, ProblemHttpResult>> Handle(
        Guid id,
        RegistryDbContext db,
        Caller caller,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var (import, problem) = await db.FindTeamImportAsync(id, caller, cancellationToken);
        if (import is null)
            return problem!;
        var after = Paging.Read<int>(cursor);
        var read = await db
            .TeamImportErrors.AsNoTracking()
            .Where(error => error.ImportId == id && error.Number > after)
            .OrderBy(error => error.Number)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        var page = read.ToPage(limit, error => error.Number);
        return TypedResults.Ok(
            new Page<TeamImportErrorResponse>([.. page.Items.Select(TeamImportErrorResponse.Of)], page.Next)
        );
    }
}
