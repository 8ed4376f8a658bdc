using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.UnitImports;
using CongNgheSo.Services.Registry.Units;

namespace CongNgheSo.Services.Registry.Reorganizations;

/// <summary>Turns the changes of an act into what it makes of the tree.</summary>
internal sealed class ActChanges
{
    private readonly Dictionary<string, Unit> standing;
    private readonly Dictionary<int, string> codes;
    private readonly Dictionary<string, CatalogueRow> units = [];
    private readonly List<SuccessionEdge> edges = [];
    private readonly HashSet<(string From, string To)> went = [];
    private readonly HashSet<string> abolished = [];
    private readonly List<RowError> errors = [];

    private ActChanges(IReadOnlyList<Unit> all)
    {
        standing = all.Where(unit => unit.ValidTo is null).ToDictionary(unit => unit.Code);
        codes = all.ToDictionary(unit => unit.Id, unit => unit.Code);
    }

    public static IReadOnlyList<string> Types { get; } =
    ["merge", "split", "rename", "retype", "reparent", "new", "abolish", "abolish-level"];

    /// <summary>True where the change names what its type needs, and nothing of other types.</summary>
    public static bool IsComplete(ReorganizationChange change)
    {
        var (units, parts, into) = (change.Units?.Count ?? 0, change.Parts?.Count ?? 0, change.Into?.Count ?? 0);
        return (change.ParentCode is null || change.Type is "reparent" or "abolish-level")
            && (change.Level is null || change.Type == "abolish-level")
            && (parts == 0 || change.Type == "merge")
            && (
                change.HeirCode is null
                || change is { Type: "split", Into: { } some } && some.Any(unit => unit?.Code == change.HeirCode)
            )
            && change.Type switch
            {
                "merge" => units + parts > 0 && into == 1 && change.Into![0]?.Code is not null,
                "split" => units == 1 && into > 1 && change.Into!.All(unit => unit?.Code is not null),
                "rename" or "retype" => units == 1 && into == 1,
                "reparent" => units > 0 && into == 0 && change.ParentCode is not null,
                "new" => units == 0 && into > 0 && change.Into!.All(IsWhole),
                "abolish" => units > 0 && into == 0,
                "abolish-level" => units == 0 && into == 0 && change.Level is >= 1 and <= 3,
                // An unknown type is told of by its own rule.
                _ => true,
            };

        // Only a province hangs under the nation unless somebody says otherwise.
        static bool IsWhole(NewUnit? unit) =>
            unit is { Code: not null, Type: not null, Name: not null }
            && (unit.Code.Length == 2 || unit.ParentCode is not null);
    }

    public static (Redrawing, IReadOnlyList<RowError>) Redraw(
        IReadOnlyList<ReorganizationChange> changes,
        IReadOnlyList<Unit> all
    )
    {
        var act = new ActChanges(all);
        for (var index = 0; index < changes.Count; index++)
            act.Add(changes[index], index + 1);
        return (
            new Redrawing([.. act.units.Values.OrderBy(unit => unit.Level)], act.edges, act.abolished, IsWhole: false),
            act.errors
        );
    }

    private void Add(ReorganizationChange change, int row)
    {
        var told = errors.Count;
        var from = Find(change.Units, row, "units");
        var parts = Find(change.Parts, row, "parts");
        if (change.Type == "abolish-level" && change.ParentCode is { } within && !standing.ContainsKey(within))
            errors.Add(RowError.Of(row, ReorganizationProblems.UnitUnknown.At("parentCode", within)));
        // What it names is not there: nothing more can be said of it.
        if (errors.Count > told)
            return;
        var whole = change.Type != "split";
        switch (change.Type)
        {
            case "reparent":
                foreach (var unit in from)
                    Become(unit, new NewUnit(ParentCode: change.ParentCode), SuccessionShare.Whole, row);
                break;
            case "abolish":
                abolished.UnionWith(from.Select(unit => unit.Code));
                break;
            case "abolish-level":
                abolished.UnionWith(
                    standing
                        .Values.Where(unit => unit.Level == change.Level)
                        .Where(unit => change.ParentCode is null || IsBelow(unit, change.ParentCode))
                        .Select(unit => unit.Code)
                );
                break;
            default:
                foreach (var into in change.Into!)
                {
                    Become(from.Concat(parts).FirstOrDefault(), into, null, row);
                    var code = into.Code ?? from.FirstOrDefault()?.Code ?? "";
                    var share = new SuccessionShare(!whole, whole || into.Code == change.HeirCode, null);
                    foreach (var unit in from)
                        Go(unit, code, share, row);
                    foreach (var unit in parts)
                        Go(unit, code, new SuccessionShare(IsPartial: true, IsPrimary: false, null), row);
                }
                break;
        }
    }

    /// <summary>Draws the unit that <paramref name="before"/> becomes.</summary>
    private void Become(Unit? before, NewUnit into, SuccessionShare? share, int row)
    {
        var code = into.Code ?? before!.Code;
        var (type, name) = (Clean(into.Type) ?? before!.Type, Clean(into.Name) ?? before!.Name);
        var above = before?.Parent is { } parent ? codes[parent] : null;
        var renamed = into.Type is not null || into.Name is not null;
        var drawn = new CatalogueRow(
            code,
            name,
            Clean(into.FullName) ?? (renamed || before is null ? FullName(type, name) : before.FullName),
            type,
            code.Length == 5 ? 3 : code.Length - 1,
            (into.ParentCode ?? above) is { } given && given != UnitPath.Nation ? given : null
        );
        if (!units.TryAdd(code, drawn) && units[code] != drawn)
            errors.Add(RowError.Of(row, ReorganizationProblems.DrawnTwice.At("into", code)));
        if (share is not null)
            Go(before!, code, share, row);
    }

    /// <summary>Has a unit, or a part of it, go into another.</summary>
    private void Go(Unit unit, string into, SuccessionShare share, int row)
    {
        if (went.Add((unit.Code, into)))
            edges.Add(new SuccessionEdge(unit.Code, into, share, row));
        else
            errors.Add(RowError.Of(row, ReorganizationProblems.EdgeTwice.At("", unit.Code, into)));
    }

    private List<Unit> Find(IReadOnlyList<string>? wanted, int row, string field)
    {
        var found = new List<Unit>();
        foreach (var code in wanted ?? [])
            if (standing.TryGetValue(code.Trim(), out var unit) && unit.Level > 0)
                found.Add(unit);
            else
                errors.Add(RowError.Of(row, ReorganizationProblems.UnitUnknown.At(field, code)));
        return found;
    }

    private bool IsBelow(Unit unit, string code)
    {
        for (var at = unit; at?.Parent is { } parent; at = standing.GetValueOrDefault(codes[parent]))
            if (codes[parent] == code)
                return true;
        return false;
    }

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : VietnameseText.Clean(text);

    /// <summary>"Thành phố trực thuộc trung ương" and its like are written "Thành phố" before a name.</summary>
    private static string FullName(string type, string name) =>
        $"{(type.StartsWith("Thành phố", StringComparison.OrdinalIgnoreCase) ? "Thành phố" : type)} {name}";
}
