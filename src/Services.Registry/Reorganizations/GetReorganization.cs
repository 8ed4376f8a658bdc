using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Reorganizations;

public static class GetReorganization
{
    /// <summary>Reads one act with its full effect.</summary>
    public static async Task<Results<Ok<ReorganizationResponse>, ProblemHttpResult>> Handle(
        Guid id,
        RegistryDbContext db,
        CancellationToken cancellationToken
    ) =>
        await db.Reorganizations.AsNoTracking().SingleOrDefaultAsync(act => act.Id == id, cancellationToken) is { } act
            ? TypedResults.Ok(ReorganizationResponse.Of(act))
            : ReorganizationProblems.NotFound.Result(id);
}
