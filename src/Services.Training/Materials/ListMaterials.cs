using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Materials;

public static class ListMaterials
{
    /// <summary>
    /// Lists the materials of the caller's unit and of those below it, and what those above it share today, newest first.
    /// </summary>
    /// <param name="q">Words of the title or the description, with or without marks, in any case; all must be there.</param>
    /// <param name="unit">Code of a unit: only its own and those of the units below it.</param>
    /// <param name="topic">Only those with this topic.</param>
    /// <param name="level">Only those for this level.</param>
    /// <param name="asOf">Only those that are shared on this day (yyyy-MM-dd).</param>
    /// <param name="withdrawn">True lists those that were withdrawn instead.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Ok<Page<MaterialResponse>>> Handle(
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        string? q = null,
        string? unit = null,
        string? topic = null,
        string? level = null,
        DateOnly? asOf = null,
        bool withdrawn = false,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var above = await db.UnitsAboveAsync(caller, clock, cancellationToken);
        var today = clock.Today();
        var materials = db
            .Materials.AsNoTracking()
            .Where(material =>
                UnitPath.IsWithin(material.OwnerPath, caller.Unit)
                || (
                    above.Contains(material.OwnerUnit)
                    && material.WithdrawalReason == null
                    && material.ValidFrom <= today
                    && (material.ValidTo == null || material.ValidTo > today)
                )
            )
            .Where(material => (material.WithdrawalReason != null) == withdrawn);
        foreach (var word in SearchText.Words(q))
            materials = materials.Where(material => material.SearchKey.Contains(word));
        if (unit is not null)
            materials = materials.Where(material => UnitPath.IsWithin(material.OwnerPath, unit));
        if (topic is not null)
            materials = materials.Where(material => material.Topics.Contains(topic));
        if (level is not null)
            materials = materials.Where(material => material.Level == level);
        if (asOf is not null)
            materials = materials.Where(material =>
                material.ValidFrom <= asOf && (material.ValidTo == null || material.ValidTo > asOf)
            );
        if (Paging.Read<MaterialKey>(cursor) is { } after)
            materials = materials.Where(material =>
                material.CreatedAt < after.CreatedAt
                || (material.CreatedAt == after.CreatedAt && material.Id.CompareTo(after.Id) < 0)
            );
        var read = await materials
            .OrderByDescending(material => material.CreatedAt)
            .ThenByDescending(material => material.Id)
            .Take(Paging.Take(limit))
            .Select(material => new
            {
                Material = material,
                Latest = db
                    .MaterialEditions.Where(edition => edition.MaterialId == material.Id)
                    .Max(edition => (int?)edition.Number),
            })
            .ToListAsync(cancellationToken);
        var page = read.ToPage(limit, each => new MaterialKey(each.Material.CreatedAt, each.Material.Id));
        return TypedResults.Ok(
            new Page<MaterialResponse>(
                [.. page.Items.Select(each => MaterialResponse.Of(each.Material, each.Latest))],
                page.Next
            )
        );
    }

    private sealed record MaterialKey(DateTimeOffset CreatedAt, Guid Id);
}
