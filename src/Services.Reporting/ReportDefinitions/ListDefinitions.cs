using CongNgheSo.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.ReportDefinitions;

public static class ListDefinitions
{
    /// <summary>Lists the definitions of reports by code.</summary>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Ok<Page<DefinitionResponse>>> Handle(
        ReportingDbContext db,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var definitions = db.ReportDefinitions.AsNoTracking();
        if (Paging.Read<DefinitionKey>(cursor) is { } after)
            definitions = definitions.Where(definition =>
                EF.Functions.GreaterThan(
                    ValueTuple.Create(definition.Code, definition.Id),
                    ValueTuple.Create(after.Code, after.Id)
                )
            );
        var read = await definitions
            .OrderBy(definition => definition.Code)
            .ThenBy(definition => definition.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        IReadOnlyList<DefinitionResponse> items = [.. read.Select(DefinitionResponse.Of)];
        return TypedResults.Ok(items.ToPage(limit, item => new DefinitionKey(item.Code, item.Id)));
    }

    private sealed record DefinitionKey(string Code, Guid Id);
}
