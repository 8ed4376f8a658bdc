using CongNgheSo.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Requirements;

public static class ListRequirements
{
    /// <summary>Lists the topics that units require, ended requirements included, the latest first.</summary>
    /// <param name="unit">Only those that were made for the unit of this code.</param>
    /// <param name="topic">Only those of this topic.</param>
    /// <param name="role">Only those that hold for this role.</param>
    /// <param name="asOf">Only those that hold on this day (yyyy-MM-dd).</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Ok<Page<RequirementResponse>>> Handle(
        TrainingDbContext db,
        string? unit = null,
        string? topic = null,
        string? role = null,
        DateOnly? asOf = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var requirements = db.TrainingRequirements.AsNoTracking();
        if (unit is not null)
            requirements = requirements.Where(requirement => requirement.UnitCode == unit);
        if (topic is not null)
            requirements = requirements.Where(requirement => requirement.Topic == topic);
        if (role is not null)
            requirements = requirements.Where(requirement => requirement.Role == null || requirement.Role == role);
        if (asOf is not null)
            requirements = requirements.Where(requirement =>
                requirement.ValidFrom <= asOf && (requirement.ValidTo == null || requirement.ValidTo > asOf)
            );
        if (Paging.Read<RequirementKey>(cursor) is { } after)
            requirements = requirements.Where(requirement =>
                requirement.ValidFrom < after.ValidFrom
                || (requirement.ValidFrom == after.ValidFrom && requirement.Id.CompareTo(after.Id) < 0)
            );
        var read = await requirements
            .OrderByDescending(requirement => requirement.ValidFrom)
            .ThenByDescending(requirement => requirement.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        IReadOnlyList<RequirementResponse> items = [.. read.Select(RequirementResponse.Of)];
        return TypedResults.Ok(items.ToPage(limit, item => new RequirementKey(item.ValidFrom, item.Id)));
    }

    private sealed record RequirementKey(DateOnly ValidFrom, Guid Id);
}
