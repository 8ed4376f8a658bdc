using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Training.Levels;
using CongNgheSo.Services.Training.Topics;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Materials;

/// <summary>All that is said of the material as it should stand.</summary>
/// <param name="Title">Title, up to 300 characters.</param>
/// <param name="Description">What it is about, up to 4000 characters.</param>
/// <param name="Level">Code of the level that it is for (see /v1/training-levels); all where absent.</param>
/// <param name="Topics">Codes of its topics, at least one (see /v1/training-topics).</param>
/// <param name="ValidFrom">First day on which it is shared.</param>
/// <param name="ValidTo">First day on which it no longer is; absent where no end is set.</param>
/// <param name="OwnerUnit">Code of the unit that shares it with all below.</param>
public sealed record ChangeMaterialRequest(
    string? Title,
    string? Description,
    string? Level,
    IReadOnlyList<string>? Topics,
    DateOnly? ValidFrom,
    DateOnly? ValidTo,
    string? OwnerUnit
) : IMaterialContentFields;

public sealed class ChangeMaterialRules : AbstractValidator<ChangeMaterialRequest>
{
    public ChangeMaterialRules(TrainingTopics topics) => MaterialContentRules.AddTo(this, topics);
}

public static class ChangeMaterial
{
    /// <summary>Replaces what is said of a material; its files stay.</summary>
    /// <remarks>If-Match names the version being changed; sending the same change again answers as before.</remarks>
    public static async Task<Results<Ok<MaterialResponse>, ProblemHttpResult>> Handle(
        Guid id,
        ChangeMaterialRequest request,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (http.Request.IfMatch() is not { } expected)
            return CommonProblems.VersionRequired.Result();
        var (material, problem) = await db.FindOwnMaterialAsync(id, caller, cancellationToken);
        if (material is null)
            return problem!;
        var content = request.ToContent();
        // A retry whose first try arrived finds its own work done; what changes nothing makes no version.
        var isDone = ContentHash.Of(material.Content) == ContentHash.Of(content);
        if (material.Version != expected && !(isDone && material.Version == expected + 1))
            return CommonProblems.VersionStale.Result(material.Version);
        if (material.IsWithdrawn)
            return MaterialProblems.Withdrawn.Result(id);
        if (!isDone)
        {
            (var owner, problem) = await db.FindUnitToActForAsync(
                content.OwnerUnit,
                MaterialProblems.UnitUnknown,
                caller,
                clock,
                cancellationToken
            );
            if (owner is null)
                return problem!;
            if (
                content.Level != material.Level
                && await db.LacksLevelAsync(content.Level, clock.Today(), cancellationToken)
            )
                return LevelProblems.Unknown.Result(content.Level);
            material.Change(content, owner);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                return CommonProblems.VersionStale.Result(expected + 1);
            }
        }
        http.Response.SetETag(material.Version);
        return TypedResults.Ok(MaterialResponse.Of(material, await db.LatestEditionAsync(id, cancellationToken)));
    }
}
