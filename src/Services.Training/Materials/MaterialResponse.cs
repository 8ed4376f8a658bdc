using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Materials;

/// <summary>A training material.</summary>
/// <param name="Id">Id of the material.</param>
/// <param name="Version">1 when created; each change or withdrawal adds one. Also the ETag.</param>
/// <param name="Title">Title.</param>
/// <param name="Description">What it is about.</param>
/// <param name="Level">Code of the level that it is for (see /v1/training-levels); null for all.</param>
/// <param name="Topics">Codes of its topics (see /v1/training-topics).</param>
/// <param name="ValidFrom">First day on which it is shared.</param>
/// <param name="ValidTo">First day on which it no longer is; null where no end is set.</param>
/// <param name="OwnerUnit">Code of the unit that shares it with all below.</param>
/// <param name="LatestEdition">Number of its newest file; null while it has none.</param>
/// <param name="Withdrawn">True once it is no longer shared.</param>
/// <param name="WithdrawalReason">Why; null while it is shared.</param>
public sealed record MaterialResponse(
    Guid Id,
    int Version,
    string Title,
    string? Description,
    string? Level,
    IReadOnlyList<string> Topics,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    string OwnerUnit,
    int? LatestEdition,
    bool Withdrawn,
    string? WithdrawalReason
)
{
    internal static MaterialResponse Of(Material material, int? latestEdition) =>
        new(
            material.Id,
            material.Version,
            material.Title,
            material.Description,
            material.Level,
            material.Topics,
            material.ValidFrom,
            material.ValidTo,
            material.OwnerUnit,
            latestEdition,
            material.IsWithdrawn,
            material.WithdrawalReason
        );
}

internal static class LatestEditions
{
    public static Task<int?> LatestEditionAsync(
        this TrainingDbContext db,
        Guid materialId,
        CancellationToken cancellationToken
    ) =>
        db
            .MaterialEditions.Where(edition => edition.MaterialId == materialId)
            .MaxAsync(edition => (int?)edition.Number, cancellationToken);
}
