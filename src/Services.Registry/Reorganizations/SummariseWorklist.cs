using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Registry.Reorganizations;

/// <summary>How far a province is with an act's worklist.</summary>
/// <param name="Province">The province's code from the act's day on.</param>
/// <param name="VillagesPending">Villages that wait.</param>
/// <param name="VillagesAssigned">Villages that were assigned.</param>
/// <param name="TeamsPending">Teams that wait.</param>
/// <param name="TeamsAssigned">Teams that were assigned.</param>
/// <param name="Units">Units that ended there and are shared by several.</param>
public sealed record WorklistProgress(
    string Province,
    int VillagesPending,
    int VillagesAssigned,
    int TeamsPending,
    int TeamsAssigned,
    int Units
);

public static class SummariseWorklist
{
    /// <summary>Counts an act's worklist by province, within what the caller may touch.</summary>
    public static async Task<Results<Ok<WorklistProgress[]>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        RegistryDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (await Worklist.ReadAsync(db, id, [caller.Unit], clock.Today(), cancellationToken) is not { } worklist)
            return ReorganizationProblems.NotFound.Result(id);
        var items = (await worklist.ItemsAsync(db, cancellationToken)).ToLookup(item => item.From.Code);
        return TypedResults.Ok(
            worklist
                .Ended.Values.Where(unit => worklist.CandidatesOf(unit.Id).Any() || items.Contains(unit.Code))
                .GroupBy(unit => UnitPath.Province(unit.Path))
                .OrderBy(province => province.Key, StringComparer.Ordinal)
                .Select(province =>
                {
                    var all = province
                        .SelectMany(unit => items[unit.Code])
                        .ToLookup(item => (item.Kind, item.AssignedTo is null));
                    return new WorklistProgress(
                        province.Key,
                        all[("village", true)].Count(),
                        all[("village", false)].Count(),
                        all[("team", true)].Count(),
                        all[("team", false)].Count(),
                        province.Count()
                    );
                })
                .ToArray()
        );
    }
}
