using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.Services.Registry.UnitImports;
using CongNgheSo.Services.Registry.Units;

namespace CongNgheSo.Services.Registry.Reorganizations;

/// <summary>Turns an official conversion table and the catalogue that goes with it into what they make of the tree.</summary>
internal static class LineageTable
{
    /// <param name="lineage">The table's rows with their numbers.</param>
    /// <param name="catalogue">All units from the day on.</param>
    /// <param name="units">The tree as it stands.</param>
    /// <param name="names">Other codes and spellings of units.</param>
    public static (Redrawing, IReadOnlyList<RowError>) Redraw(
        IReadOnlyList<(int Number, LineageRow Row)> lineage,
        Catalogue catalogue,
        IReadOnlyList<Unit> units,
        UnitSpellings names
    )
    {
        catalogue = catalogue.WithOwnCodes(names);
        var before = units.Where(unit => unit.ValidTo is null).ToDictionary(unit => unit.Code, unit => unit.FullName);
        var after = catalogue.TopDown.ToDictionary(unit => unit.Code!, unit => unit.FullName!);
        var errors = new List<RowError>();
        var edges = new List<(string From, string To, LineageRow Row, int Number)>();
        foreach (var (number, row) in lineage)
        {
            var from = names.Find(row.OldCode!, row.OldFullName, before);
            var to = row.NewCode is null ? "" : names.Find(row.NewCode, row.NewFullName, after);
            if (from is null)
                errors.Add(RowError.Of(number, Wrong(row.OldCode!, row.OldFullName, before, "old_code")));
            if (to is null)
                errors.Add(RowError.Of(number, Wrong(row.NewCode!, row.NewFullName, after, "new_code")));
            if (from is not null && to is { Length: > 0 })
                edges.Add((from, to, row, number));
        }
        foreach (var twice in edges.GroupBy(edge => (edge.From, edge.To)).Where(same => same.Count() > 1))
            errors.Add(
                RowError.Of(
                    twice.Last().Number,
                    ReorganizationProblems.EdgeTwice.At("new_code", twice.Key.From, twice.Key.To)
                )
            );
        var several = edges
            .CountBy(edge => edge.From)
            .Where(count => count.Value > 1)
            .Select(count => count.Key)
            .ToHashSet();
        var drawn = edges.ConvertAll(edge => new SuccessionEdge(
            edge.From,
            edge.To,
            new SuccessionShare(
                edge.Row.Partial ?? false,
                edge.Row.Primary ?? !several.Contains(edge.From),
                edge.Row.Population
            ),
            edge.Number
        ));
        return (new Redrawing(catalogue.TopDown, drawn, [], IsWhole: true), errors);
    }

    private static ServiceDefaults.Problems.FieldError Wrong(
        string code,
        string? name,
        Dictionary<string, string> known,
        string field
    ) =>
        known.TryGetValue(code, out var actual)
            ? ReorganizationProblems.NameDiffers.At(field, code, actual, name)
            : ReorganizationProblems.UnitUnknown.At(field, code);
}
