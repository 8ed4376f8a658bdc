using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Training.Materials;

public static class GetMaterial
{
    /// <summary>Reads one training material.</summary>
    public static async Task<Results<Ok<MaterialResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpResponse response,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (material, problem) = await db.FindMaterialAsync(id, caller, clock, cancellationToken);
        if (material is null)
            return problem!;
        response.SetETag(material.Version);
        return TypedResults.Ok(MaterialResponse.Of(material, await db.LatestEditionAsync(id, cancellationToken)));
    }

    /// <summary>
    /// The material, tracked, if it is the caller's, or shared with them now by a unit above; or why they cannot have it.
    /// </summary>
    internal static async Task<(Material?, ProblemHttpResult?)> FindMaterialAsync(
        this TrainingDbContext db,
        Guid id,
        Caller caller,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var material = await db.Materials.FindAsync([id], cancellationToken);
        if (material is null)
            return (null, MaterialProblems.NotFound.Result(id));
        if (caller.MayTouch(material.OwnerPath))
            return (material, null);
        var above = await db.UnitsAboveAsync(caller, clock, cancellationToken);
        if (!above.Contains(material.OwnerUnit))
            return (null, CommonProblems.UnitOutOfScope.Result(material.OwnerUnit));
        return material.IsShared(clock.Today()) ? (material, null) : (null, MaterialProblems.NotFound.Result(id));
    }

    /// <summary>The material, tracked, if a unit within the caller's owns it; or why they cannot change it.</summary>
    internal static async Task<(Material?, ProblemHttpResult?)> FindOwnMaterialAsync(
        this TrainingDbContext db,
        Guid id,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        var material = await db.Materials.FindAsync([id], cancellationToken);
        if (material is null)
            return (null, MaterialProblems.NotFound.Result(id));
        return caller.MayTouch(material.OwnerPath)
            ? (material, null)
            : (null, CommonProblems.UnitOutOfScope.Result(material.OwnerUnit));
    }
}
