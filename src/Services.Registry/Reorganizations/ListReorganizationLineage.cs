using CongNgheSo.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Reorganizations;

/// <summary>One line of an act's conversion table.</summary>
/// <param name="OldCode">Code on the day before.</param>
/// <param name="NewCode">Code on the day.</param>
/// <param name="OldFullName">Full name on the day before.</param>
/// <param name="NewFullName">Full name on the day.</param>
/// <param name="Partial">True where only a part went there.</param>
/// <param name="Population">"all", "some" or "none" of its people, where the act says so.</param>
/// <param name="Primary">True where what belonged to it followed there by itself.</param>
public sealed record LineageEdge(
    string OldCode,
    string NewCode,
    string OldFullName,
    string NewFullName,
    bool Partial,
    string? Population,
    bool Primary
);

public static class ListReorganizationLineage
{
    /// <summary>Lists what went where by an act: its conversion table, by old and new code.</summary>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<LineageEdge>>, ProblemHttpResult>> Handle(
        Guid id,
        RegistryDbContext db,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        if (!await db.Reorganizations.AnyAsync(act => act.Id == id, cancellationToken))
            return ReorganizationProblems.NotFound.Result(id);
        var edges =
            from edge in db.UnitSuccessions
            join before in db.Units on edge.PredecessorId equals before.Id
            join after in db.Units on edge.SuccessorId equals after.Id
            where edge.ReorganizationId == id
            select new
            {
                edge,
                before,
                after,
            };
        if (Paging.Read<EdgeKey>(cursor) is { } last)
            edges = edges.Where(pair =>
                EF.Functions.GreaterThan(
                    ValueTuple.Create(pair.before.Code, pair.after.Code),
                    ValueTuple.Create(last.OldCode, last.NewCode)
                )
            );
        IReadOnlyList<LineageEdge> read = await edges
            .OrderBy(pair => pair.before.Code)
            .ThenBy(pair => pair.after.Code)
            .Take(Paging.Take(limit))
            .Select(pair => new LineageEdge(
                pair.before.Code,
                pair.after.Code,
                pair.before.FullName,
                pair.after.FullName,
                pair.edge.IsPartial,
                pair.edge.Population,
                pair.edge.IsPrimary
            ))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(read.ToPage(limit, edge => new EdgeKey(edge.OldCode, edge.NewCode)));
    }

    private sealed record EdgeKey(string OldCode, string NewCode);
}
