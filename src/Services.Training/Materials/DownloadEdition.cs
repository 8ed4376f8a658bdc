using CongNgheSo.ServiceDefaults.Files;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Materials;

public static class DownloadEdition
{
    /// <summary>Downloads a file of a material.</summary>
    /// <remarks>
    /// The ETag is the content's hash; ranges (206) and If-None-Match (304) are understood. A system fetches it once and
    /// shows it often, so that a download is no opening.
    /// </remarks>
    public static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> Handle(
        Guid id,
        int number,
        HttpResponse response,
        Caller caller,
        TrainingDbContext db,
        FileKeeper<TrainingDbContext> files,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (material, problem) = await db.FindMaterialAsync(id, caller, clock, cancellationToken);
        if (material is null)
            return problem!;
        var edition = await db
            .MaterialEditions.AsNoTracking()
            .SingleOrDefaultAsync(each => each.MaterialId == id && each.Number == number, cancellationToken);
        if (edition is null || await files.OpenAsync(edition.FileHash, cancellationToken) is not { } content)
            return MaterialProblems.EditionNotFound.Result(number);
        return response.SendFile(content, edition.FileName, edition.MediaType, edition.FileHash);
    }
}
