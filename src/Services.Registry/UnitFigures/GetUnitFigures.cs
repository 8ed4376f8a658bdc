using CongNgheSo.Contracts;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Registry.Units;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Registry.UnitFigures;

/// <summary>The reference figures of a unit on a day.</summary>
/// <param name="UnitCode">Code of the unit.</param>
/// <param name="UnitName">Its full name.</param>
/// <param name="AsOf">The day.</param>
/// <param name="Figures">One entry for each figure that there is.</param>
public sealed record UnitFiguresResponse(
    string UnitCode,
    string UnitName,
    DateOnly AsOf,
    IReadOnlyList<StandingFigure> Figures
);

/// <param name="Figure">"population", "residents-15-plus" or "households".</param>
/// <param name="Value">The figure; null where it is not known.</param>
/// <param name="ValidFrom">The day from which it was given; null where it is the sum of the units right below.</param>
/// <param name="IsSum">True where it was not given and all units right below have one.</param>
/// <param name="Missing">Where it is not known: the codes of the units right below that lack theirs.</param>
public sealed record StandingFigure(
    string Figure,
    long? Value,
    DateOnly? ValidFrom,
    bool IsSum,
    IReadOnlyList<string> Missing
);

public static class GetUnitFigures
{
    /// <summary>Reads the reference figures of a unit on a day; where one was not given, the sum of those right below.</summary>
    /// <param name="unit">Code of the unit.</param>
    /// <param name="asOf">The day (yyyy-MM-dd); today where absent.</param>
    public static async Task<Results<Ok<UnitFiguresResponse>, ProblemHttpResult>> Handle(
        string unit,
        RegistryDbContext db,
        TimeProvider clock,
        DateOnly? asOf = null,
        CancellationToken cancellationToken = default
    )
    {
        var day = asOf ?? clock.Today();
        if ((await db.UnitsByCodeAsync([unit], day, cancellationToken)).GetValueOrDefault(unit) is not { } place)
            return UnitProblems.NotFound.Result(unit, day);
        var figures = new List<StandingFigure>();
        foreach (var code in ReferenceFigures.All)
        {
            var known = (await db.FiguresAsync([place.Id], code, day, cancellationToken))[place.Id];
            var isSum = known is { Value: not null, ValidFrom: null };
            figures.Add(new StandingFigure(code, known.Value, known.ValidFrom, isSum, known.Missing));
        }
        return TypedResults.Ok(new UnitFiguresResponse(place.Code, place.FullName, day, figures));
    }
}
