using CongNgheSo.Services.Reporting.Facts;

namespace CongNgheSo.Services.Reporting.Indicators;

/// <summary>
/// Works out indicators that are made of others, from totals: sums are divided, never ratios added. What is divided by
/// nothing, not in force on the day, or made of a figure that is not known has no value.
/// </summary>
public sealed class Formulas(IReadOnlyDictionary<string, Indicator> indicators)
{
    /// <summary>Deeper than anybody builds.</summary>
    private const int MaxDepth = 16;

    /// <summary>True where the indicator is worked out, not counted.</summary>
    public bool IsFormula(string code) =>
        indicators.TryGetValue(code, out var indicator)
        && Array.Exists(indicator.Editions, edition => edition.Numerator.Length > 0);

    /// <summary>The codes that are counted and the reference figures, as named, that the indicator is made of on any day.</summary>
    public HashSet<string> Needs(string code)
    {
        var (needs, seen, open) = (new HashSet<string>(), new HashSet<string> { code }, new Queue<string>([code]));
        while (open.TryDequeue(out var next))
            foreach (var name in NamesIn(indicators[next]))
            {
                // One that became a formula was counted before.
                needs.Add(name);
                if (IsFormula(name) && seen.Add(name))
                    open.Enqueue(name);
            }
        return needs;
    }

    /// <summary>True where the indicator would be made of itself.</summary>
    public bool IsCircular(Indicator indicator)
    {
        var (seen, open) = (new HashSet<string>(), new Queue<string>(NamesIn(indicator)));
        while (open.TryDequeue(out var name))
            if (name == indicator.Code)
                return true;
            else if (seen.Add(name) && indicators.TryGetValue(name, out var other))
                foreach (var next in NamesIn(other))
                    open.Enqueue(next);
        return false;
    }

    /// <summary>The value on the last day of a period.</summary>
    /// <param name="code">An indicator that is a formula.</param>
    /// <param name="figures">The totals of the period.</param>
    /// <param name="references">The reference figures of the unit by code; null where one is not known.</param>
    /// <param name="day">The day.</param>
    /// <returns>Null where it has no value, or none that a number can hold.</returns>
    public decimal? Value(string code, Figures figures, IReadOnlyDictionary<string, long?> references, DateOnly day)
    {
        try
        {
            return Value(code, figures, references, day, [], depth: 0);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    public static IEnumerable<string> NamesIn(Indicator indicator) =>
        indicator
            .Editions.SelectMany(edition => edition.Numerator.Concat(edition.Denominator))
            .Select(term => IndicatorTerms.Read(term).Name);

    private decimal? Value(
        string code,
        Figures figures,
        IReadOnlyDictionary<string, long?> references,
        DateOnly day,
        Dictionary<string, decimal?> worked,
        int depth
    )
    {
        // Each once, however often it is named. No formula names itself, however many steps away.
        if (worked.TryGetValue(code, out var known))
            return known;
        return worked[code] = Work(code, figures, references, day, worked, depth);
    }

    private decimal? Work(
        string code,
        Figures figures,
        IReadOnlyDictionary<string, long?> references,
        DateOnly day,
        Dictionary<string, decimal?> worked,
        int depth
    )
    {
        if (indicators[code].On(day) is not { } edition || depth > MaxDepth)
            return null;
        if (edition.Numerator is [])
            return figures.GetValueOrDefault(code);
        var numerator = Sum(edition.Numerator);
        if (indicators[code].Kind != IndicatorKinds.Ratio)
            return numerator;
        return Sum(edition.Denominator) is { } denominator and not 0 && numerator is not null
            ? Math.Round(numerator.Value * edition.Scale / denominator, edition.Decimals, MidpointRounding.AwayFromZero)
            : null;

        decimal? Sum(string[] terms)
        {
            decimal? sum = 0;
            foreach (var (name, sign) in terms.Select(IndicatorTerms.Read))
                sum += sign * Term(name);
            return sum;
        }

        decimal? Term(string name) =>
            IndicatorTerms.FigureOf(name) is { } figure ? references.GetValueOrDefault(figure)
            : IsFormula(name) ? Value(name, figures, references, day, worked, depth + 1)
            : figures.GetValueOrDefault(name);
    }
}
