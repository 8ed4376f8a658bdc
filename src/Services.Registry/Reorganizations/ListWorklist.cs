using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Registry.Reorganizations;

public static class ListWorklist
{
    /// <summary>Lists what an act leaves to people to decide, villages before teams, within what the caller may touch.</summary>
    /// <param name="unit">Code of a unit: only what ended within it, as the tree is from the act's day on.</param>
    /// <param name="status">"pending" (default), "assigned" or "all".</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<WorklistItem>>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        RegistryDbContext db,
        TimeProvider clock,
        string? unit = null,
        string status = "pending",
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        if (status is not ("pending" or "assigned" or "all"))
            return ReorganizationProblems.StatusUnknown.Result();
        string[] within = unit is null ? [caller.Unit] : [caller.Unit, unit];
        if (await Worklist.ReadAsync(db, id, within, clock.Today(), cancellationToken) is not { } worklist)
            return ReorganizationProblems.NotFound.Result(id);
        var after = Paging.Read<string>(cursor);
        // An act leaves some thousand at most, and once only.
        var items = await worklist.ItemsAsync(db, cancellationToken);
        IReadOnlyList<WorklistItem> read =
        [
            .. items
                .SkipWhile(item => after is not null && item.Item != after)
                .Skip(after is null ? 0 : 1)
                .Where(item => status == "all" || item.AssignedTo is null == (status == "pending"))
                .Take(Paging.Take(limit)),
        ];
        return TypedResults.Ok(read.ToPage(limit, item => item.Item));
    }
}
