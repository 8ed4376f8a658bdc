using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Materials;

/// <summary>A file of a material.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">1 for the first.</param>
/// <param name="FileName">Its name, as cleaned when it was sent.</param>
/// <param name="MediaType">Its content type.</param>
/// <param name="Bytes">Its length in bytes, as it is kept.</param>
/// <param name="Sha256">SHA-256 of what is kept, in hexadecimal digits; with quotes around it the ETag of the content.</param>
/// <param name="AddedBy">The client that sent it.</param>
/// <param name="AddedAt">When (UTC).</param>
public sealed record EditionResponse(
    Guid Id,
    int Number,
    string FileName,
    string MediaType,
    long Bytes,
    string Sha256,
    string AddedBy,
    DateTimeOffset AddedAt
)
{
    internal static EditionResponse Of(MaterialEdition edition) =>
        new(
            edition.Id,
            edition.Number,
            edition.FileName,
            edition.MediaType,
            edition.Bytes,
            edition.FileHash,
            edition.AddedBy,
            edition.AddedAt
        );
}

public static class ListEditions
{
    /// <summary>Lists the files of a material, the newest first.</summary>
    public static async Task<Results<Ok<IReadOnlyList<EditionResponse>>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (material, problem) = await db.FindMaterialAsync(id, caller, clock, cancellationToken);
        if (material is null)
            return problem!;
        var editions = await db
            .MaterialEditions.AsNoTracking()
            .Where(edition => edition.MaterialId == id)
            .OrderByDescending(edition => edition.Number)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok<IReadOnlyList<EditionResponse>>([.. editions.Select(EditionResponse.Of)]);
    }
}
