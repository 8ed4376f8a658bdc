using CongNgheSo.Contracts;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Indicators;

/// <summary>Reads the definitions and judges new ones by them.</summary>
internal static class IndicatorCatalogue
{
    /// <summary>All definitions by code.</summary>
    public static Task<Dictionary<string, Indicator>> ReadIndicatorsAsync(
        this ReportingDbContext db,
        CancellationToken cancellationToken
    ) => db.Indicators.AsNoTracking().ToDictionaryAsync(indicator => indicator.Code, cancellationToken);

    /// <summary>The first of these codes that nothing is counted under: a formula or a text; null where there is none.</summary>
    public static async Task<string?> FindNotCountedAsync(
        this ReportingDbContext db,
        IReadOnlyList<string> codes,
        CancellationToken cancellationToken
    )
    {
        var indicators = await db.ReadIndicatorsAsync(cancellationToken);
        var formulas = new Formulas(indicators);
        return codes.FirstOrDefault(code =>
            formulas.IsFormula(code) || indicators.GetValueOrDefault(code)?.Kind == IndicatorKinds.Text
        );
    }

    /// <summary>The codes of which the nation has figures.</summary>
    public static Task<List<string>> ReadCountedCodesAsync(
        this ReportingDbContext db,
        CancellationToken cancellationToken
    ) =>
        db
            .Database.SqlQuery<string>(
                $"""
                SELECT DISTINCT jsonb_object_keys(figures) AS "Value" FROM unit_months
                WHERE unit_id IN (SELECT id FROM units WHERE level = 0)
                """
            )
            .ToListAsync(cancellationToken);

    /// <summary>
    /// Why an indicator cannot stand beside the others; null where it can. Holds all other changes of definitions until
    /// the end of the transaction: two that are right by themselves could make a circle.
    /// </summary>
    public static async Task<ProblemHttpResult?> JudgeAsync(
        this ReportingDbContext db,
        Indicator indicator,
        CancellationToken cancellationToken
    )
    {
        await db.Database.ExecuteSqlAsync($"LOCK TABLE indicators IN SHARE ROW EXCLUSIVE MODE", cancellationToken);
        var indicators = await db.ReadIndicatorsAsync(cancellationToken);
        indicators[indicator.Code] = indicator;
        var formulas = new Formulas(indicators);
        HashSet<string>? counted = null;
        if (Array.Exists(indicator.Editions, edition => edition.Numerator.Length > 0))
        {
            counted = [.. await db.ReadCountedCodesAsync(cancellationToken)];
            if (counted.Contains(indicator.Code))
                return IndicatorProblems.Counted.Result(indicator.Code);
        }
        foreach (var name in Formulas.NamesIn(indicator))
        {
            if (IndicatorTerms.FigureOf(name) is { } figure)
            {
                if (!IndicatorTerms.IsFigureKnown(figure))
                    return IndicatorProblems.TermUnknown.Result(name);
                continue;
            }
            if (indicators.TryGetValue(name, out var other))
            {
                if (name != indicator.Code && other.Kind is IndicatorKinds.Ratio or IndicatorKinds.Text)
                    return IndicatorProblems.TermNotAdditive.Result(name);
                continue;
            }
            // A part of what is defined, or something that is counted though nobody has defined it.
            if (name.Split('.') is [var whole, ..] && indicators.ContainsKey(whole))
                continue;
            counted ??= [.. await db.ReadCountedCodesAsync(cancellationToken)];
            if (!counted.Contains(name))
                return IndicatorProblems.TermUnknown.Result(name);
        }
        return formulas.IsCircular(indicator) ? IndicatorProblems.Circular.Result(indicator.Code) : null;
    }

    /// <summary>The path of a province's indicator as the province stands today; the nation's where it has no province.</summary>
    public static async Task<string> PathOfAsync(
        this ReportingDbContext db,
        Indicator indicator,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        if (indicator.UnitId is not { } owner)
            return UnitPath.Nation;
        var chains = await db.ChainsAsync([owner], today, cancellationToken);
        return chains.TryGetValue(owner, out var chain) ? chain.Path : UnitPath.Nation;
    }

    /// <summary>How an indicator that is counted is read over a period; null for what is worked out or told.</summary>
    public static string? AccumulationOf(string code, Indicator? indicator) =>
        indicator is { Kind: IndicatorKinds.Ratio or IndicatorKinds.Text } ? null
        : IndicatorCodes.IsStock(code) ? "stock"
        : "flow";
}
