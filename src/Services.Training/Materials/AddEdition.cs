using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Files;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Materials;

public static class AddEdition
{
    public const int MaxMegabytes = 50;
    public const int MaxEditions = 100;

    /// <summary>Adds a file of up to 50 MB to a material, as its newest edition; those before it stay.</summary>
    /// <remarks>
    /// Of the types that attachments of activities have, told by the content; sent as the field <c>file</c> of a form, or as
    /// the body with its name in Content-Disposition. Answers 201; 200 when the same file is sent again under its id or
    /// Idempotency-Key; 409 when the material is withdrawn, or the id stands for another file.
    /// </remarks>
    /// <param name="editionId">The client's own UUID, so that a retry is safe.</param>
    public static async Task<Results<Created<EditionResponse>, Ok<EditionResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpRequest request,
        Caller caller,
        TrainingDbContext db,
        FileKeeper<TrainingDbContext> files,
        TimeProvider clock,
        Guid? editionId = null,
        CancellationToken cancellationToken = default
    )
    {
        var (material, problem) = await db.FindOwnMaterialAsync(id, caller, cancellationToken);
        if (material is null)
            return problem!;
        if (editionId == Guid.Empty)
            return CommonProblems.IdEmpty.Result();
        var ownId = StableId.Of(editionId, request, caller) ?? Guid.CreateVersion7();
        await using var file = await ReceivedFile.ReadAsync(request, MaxMegabytes, cancellationToken);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Held, so that it is not withdrawn meanwhile, and no two files get one number.
        await db.Database.ExecuteSqlAsync(
            $"SELECT 1 FROM materials WHERE id = {id} FOR NO KEY UPDATE",
            cancellationToken
        );
        await db.Entry(material).ReloadAsync(cancellationToken);
        if (await db.MaterialEditions.FindAsync([ownId], cancellationToken) is { } existing)
            return existing.RecordedHash == MaterialEdition.HashOf(id, file)
                ? TypedResults.Ok(EditionResponse.Of(existing))
                : MaterialProblems.EditionIdTaken.Result(ownId);
        if (material.IsWithdrawn)
            return MaterialProblems.Withdrawn.Result(id);
        var latest = await db.LatestEditionAsync(id, cancellationToken) ?? 0;
        if (latest >= MaxEditions)
            return MaterialProblems.TooManyEditions.Result(MaxEditions);
        await files.KeepAsync(file, cancellationToken);
        var edition = new MaterialEdition(ownId, id, latest + 1, file, caller.ClientId, clock.GetUtcNow());
        db.MaterialEditions.Add(edition);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        // Sent to another material at the same moment.
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            return MaterialProblems.EditionIdTaken.Result(ownId);
        }
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Created($"/v1/materials/{id}/editions/{edition.Number}/file", EditionResponse.Of(edition));
    }
}
