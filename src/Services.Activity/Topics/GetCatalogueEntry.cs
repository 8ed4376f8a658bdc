using CongNgheSo.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Topics;

public static class GetCatalogueEntry
{
    /// <summary>Reads an entry of the catalogue, ended or not.</summary>
    public static async Task<Results<Ok<CatalogueEntryResponse>, ProblemHttpResult>> Handle(
        string kind,
        string code,
        HttpResponse response,
        ActivityDbContext db,
        CancellationToken cancellationToken
    )
    {
        var entry = await db
            .CatalogueEntries.AsNoTracking()
            .SingleOrDefaultAsync(each => each.Kind == kind && each.Code == code, cancellationToken);
        if (entry is null)
            return CatalogueProblems.NotFound.Result(kind, code);
        response.SetETag(entry.Version);
        return TypedResults.Ok(CatalogueEntryResponse.Of(entry));
    }
}
