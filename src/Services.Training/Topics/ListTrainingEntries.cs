using CongNgheSo.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Topics;

public static class ListTrainingEntries
{
    /// <summary>Lists all topics and organisations, ended ones included, by kind and code.</summary>
    /// <param name="kind">Only this kind.</param>
    /// <param name="unit">Only those that were added for this unit: "VN" or a province's code.</param>
    /// <param name="asOf">Only those valid on this day (yyyy-MM-dd).</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Ok<Page<TrainingEntryResponse>>> Handle(
        TrainingDbContext db,
        string? kind = null,
        string? unit = null,
        DateOnly? asOf = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var entries = db.TrainingEntries.AsNoTracking();
        if (kind is not null)
            entries = entries.Where(entry => entry.Kind == kind);
        if (unit is not null)
            entries = entries.Where(entry => entry.UnitCode == unit);
        if (asOf is not null)
            entries = entries.Where(entry =>
                entry.ValidFrom <= asOf && (entry.ValidTo == null || entry.ValidTo > asOf)
            );
        if (Paging.Read<EntryKey>(cursor) is { } after)
            entries = entries.Where(entry =>
                EF.Functions.GreaterThan(
                    ValueTuple.Create(entry.Kind, entry.Code),
                    ValueTuple.Create(after.Kind, after.Code)
                )
            );
        var read = await entries
            .OrderBy(entry => entry.Kind)
            .ThenBy(entry => entry.Code)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        IReadOnlyList<TrainingEntryResponse> items = [.. read.Select(TrainingEntryResponse.Of)];
        return TypedResults.Ok(items.ToPage(limit, item => new EntryKey(item.Kind, item.Code)));
    }

    private sealed record EntryKey(string Kind, string Code);
}
