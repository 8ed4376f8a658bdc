using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Registry.Units;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.UnitFigures;

public static class ListUnitFigures
{
    /// <summary>Lists the reference figures as they were recorded, by unit code, figure and day.</summary>
    /// <remarks>They are no secret: every token with the scope reads all of them.</remarks>
    /// <param name="within">Code of a unit of today: only its own and those of the units below it.</param>
    /// <param name="figure">Only this figure.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<UnitFigureResponse>>, ProblemHttpResult>> Handle(
        RegistryDbContext db,
        TimeProvider clock,
        string? within = null,
        string? figure = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var figures = db.UnitFigures.AsNoTracking();
        if (within is not null)
        {
            var day = clock.Today();
            if ((await db.UnitsByCodeAsync([within], day, cancellationToken)).GetValueOrDefault(within) is not { } top)
                return UnitProblems.NotFound.Result(within, day);
            figures = figures.Where(known => db.UnitsBelow(top.Id, day).Any(unit => unit.Id == known.UnitId));
        }
        if (figure is not null)
            figures = figures.Where(known => known.Figure == figure);
        var rows =
            from known in figures
            join unit in db.Units on known.UnitId equals unit.Id
            select new
            {
                Known = known,
                unit.Code,
                unit.FullName,
            };
        if (Paging.Read<FigureKey>(cursor) is { } after)
            rows = rows.Where(row =>
                EF.Functions.GreaterThan(
                    ValueTuple.Create(row.Code, row.Known.UnitId, row.Known.Figure, row.Known.ValidFrom),
                    ValueTuple.Create(after.Code, after.UnitId, after.Figure, after.ValidFrom)
                )
            );
        var read = await rows.OrderBy(row => row.Code)
            .ThenBy(row => row.Known.UnitId)
            .ThenBy(row => row.Known.Figure)
            .ThenBy(row => row.Known.ValidFrom)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        var page = read.ToPage(
            limit,
            row => new FigureKey(row.Code, row.Known.UnitId, row.Known.Figure, row.Known.ValidFrom)
        );
        return TypedResults.Ok(
            new Page<UnitFigureResponse>(
                [.. page.Items.Select(row => UnitFigureResponse.Of(row.Known, row.Code, row.FullName))],
                page.Next
            )
        );
    }

    private sealed record FigureKey(string Code, int UnitId, string Figure, DateOnly ValidFrom);
}
