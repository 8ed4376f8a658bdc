using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Training.Levels;
using CongNgheSo.Services.Training.Topics;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Materials;

/// <summary>A training material, to which files are added afterwards.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe; or send an Idempotency-Key.</param>
/// <param name="Title">Title, up to 300 characters.</param>
/// <param name="Description">What it is about, up to 4000 characters.</param>
/// <param name="Level">Code of the level that it is for (see /v1/training-levels); all where absent.</param>
/// <param name="Topics">Codes of its topics, at least one (see /v1/training-topics).</param>
/// <param name="ValidFrom">First day on which it is shared.</param>
/// <param name="ValidTo">First day on which it no longer is; absent where no end is set.</param>
/// <param name="OwnerUnit">Code of the unit that shares it with all below.</param>
public sealed record CreateMaterialRequest(
    Guid? Id,
    string? Title,
    string? Description,
    string? Level,
    IReadOnlyList<string>? Topics,
    DateOnly? ValidFrom,
    DateOnly? ValidTo,
    string? OwnerUnit
) : IMaterialContentFields;

public sealed class CreateMaterialRules : AbstractValidator<CreateMaterialRequest>
{
    public CreateMaterialRules(TrainingTopics topics) => MaterialContentRules.AddTo(this, topics);
}

public static class CreateMaterial
{
    /// <summary>Creates a training material; its files follow as editions.</summary>
    /// <remarks>
    /// Answers 201; 200 with the same body when the same material (same id, same content) is sent again; 409 when the id
    /// stands for other content.
    /// </remarks>
    public static async Task<Results<Created<MaterialResponse>, Ok<MaterialResponse>, ProblemHttpResult>> Handle(
        CreateMaterialRequest request,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var content = request.ToContent();
        var (owner, problem) = await db.FindUnitToActForAsync(
            content.OwnerUnit,
            MaterialProblems.UnitUnknown,
            caller,
            clock,
            cancellationToken
        );
        if (owner is null)
            return problem!;
        if (await db.LacksLevelAsync(content.Level, clock.Today(), cancellationToken))
            return LevelProblems.Unknown.Result(content.Level);
        var id = StableId.Of(request.Id, http.Request, caller) ?? Guid.CreateVersion7();
        var material = new Material(id, content, owner, caller.ClientId, clock.GetUtcNow());
        db.Materials.Add(material);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            http.Response.SetETag(1);
            return TypedResults.Created($"/v1/materials/{id}", MaterialResponse.Of(material, null));
        }
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            db.ChangeTracker.Clear();
        }
        var existing = await db.Materials.SingleAsync(other => other.Id == id, cancellationToken);
        if (existing.CreatedHash != material.CreatedHash)
            return MaterialProblems.IdTaken.Result(id);
        http.Response.SetETag(1);
        return TypedResults.Ok(MaterialResponse.Of(material, null));
    }
}
