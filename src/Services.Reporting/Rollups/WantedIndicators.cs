using CongNgheSo.Contracts;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Reporting.Facts;
using CongNgheSo.Services.Reporting.Indicators;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>
/// Which indicators a reader wants: by code, all parts of one ("people-guided.*"), or everything that is counted, without
/// details. What is worked out from others is answered where it is named.
/// </summary>
internal sealed class WantedIndicators
{
    private readonly Formulas formulas;
    private readonly HashSet<string>? codes;
    private readonly List<string> prefixes = [];
    private readonly List<string> worked = [];
    private readonly HashSet<string> needs = [];

    private WantedIndicators(HashSet<string>? named, Formulas formulas)
    {
        this.formulas = formulas;
        codes = named;
        foreach (var code in named ?? [])
            if (code.EndsWith(".*", StringComparison.Ordinal))
                prefixes.Add(code[..^1]);
            else if (formulas.IsFormula(code))
            {
                worked.Add(code);
                needs.UnionWith(formulas.Needs(code));
            }
    }

    /// <summary>True where something is worked out.</summary>
    public bool HasFormulas => worked.Count > 0;

    /// <param name="db">The database.</param>
    /// <param name="indicators">Codes joined by commas; everything where there is none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<WantedIndicators> ReadAsync(
        ReportingDbContext db,
        string? indicators,
        CancellationToken cancellationToken
    )
    {
        var named = indicators
            ?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .ToHashSet();
        return named is null or { Count: 0 }
            ? new WantedIndicators(null, new Formulas(new Dictionary<string, Indicator>()))
            : new WantedIndicators(named, new Formulas(await db.ReadIndicatorsAsync(cancellationToken)));
    }

    /// <summary>True where something is worked out from reference figures.</summary>
    public bool NeedsFigures => needs.Any(name => IndicatorTerms.FigureOf(name) is not null);

    /// <summary>The one code that a question of one indicator names; null where it names none, or several.</summary>
    public static string? One(string? indicator) =>
        indicator?.Trim() is { Length: > 0 } code
        && !code.Contains(',', StringComparison.Ordinal)
        && !code.EndsWith(".*", StringComparison.Ordinal)
            ? code
            : null;

    /// <summary>True where a stock may have to be read.</summary>
    public bool HasStocks => codes is null || prefixes.Count > 0 || codes.Concat(needs).Any(IndicatorCodes.IsStock);

    /// <summary>True for what has to be read.</summary>
    public bool IsRead(string code) => IsAnswered(code) || needs.Contains(code);

    /// <summary>The figures that are answered.</summary>
    public Figures Answer(Figures read)
    {
        var answer = new Figures();
        foreach (var (code, value) in read)
            if (IsAnswered(code))
                answer.Add(code, value);
        return answer;
    }

    /// <summary>What is worked out, by code, in their order; null where nothing is.</summary>
    public IReadOnlyDictionary<string, decimal?>? Work(
        Figures read,
        IReadOnlyDictionary<string, long?> references,
        DateOnly day
    ) =>
        worked.Count == 0
            ? null
            : worked
                .Order(StringComparer.Ordinal)
                .ToDictionary(code => code, code => formulas.Value(code, read, references, day));

    /// <summary>The reference figures that are needed, of units on a day: by unit, then by code.</summary>
    public async Task<Dictionary<int, Dictionary<string, long?>>> ReferencesAsync(
        ReportingDbContext db,
        IReadOnlyCollection<int> unitIds,
        DateOnly day,
        CancellationToken cancellationToken
    )
    {
        var known = unitIds.Distinct().ToDictionary(unit => unit, _ => new Dictionary<string, long?>());
        foreach (var figure in needs.Select(IndicatorTerms.FigureOf).OfType<string>())
        foreach (var (unit, value) in await db.FiguresAsync(unitIds, figure, day, cancellationToken))
            known[unit][figure] = value.Value;
        return known;
    }

    private bool IsAnswered(string code) =>
        codes is null
            ? !Breakdowns.IsDetail(code)
            : codes.Contains(code) || prefixes.Exists(prefix => code.StartsWith(prefix, StringComparison.Ordinal));
}
