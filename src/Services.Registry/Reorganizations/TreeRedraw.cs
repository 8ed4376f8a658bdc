using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.UnitImports;
using CongNgheSo.Services.Registry.Units;

namespace CongNgheSo.Services.Registry.Reorganizations;

/// <summary>
/// Works an act or a catalogue into the units above the villages. A unit that ends hangs under its successor from then
/// on; where several share it, under the lowest unit above all of them; where nobody takes it, under what stands in for
/// its parent. So whatever is left behind under it is still counted in the right province, and nothing falls out of the
/// tree.
/// </summary>
/// <param name="units">All units above the villages, whenever they existed.</param>
/// <param name="day">The first day of the new tree.</param>
/// <param name="spellings">Other codes and spellings of units.</param>
/// <param name="add">Takes a new unit and gives it its id, which its children need.</param>
public sealed class TreeRedraw(IReadOnlyList<Unit> units, DateOnly day, UnitSpellings spellings, Action<Unit> add)
{
    private readonly UnitAncestry ancestry = new(units);

    private readonly Dictionary<string, Unit> standing = units
        .Where(unit => unit.ValidTo is null)
        .ToDictionary(unit => unit.Code);

    /// <summary>Opened on this very day by an earlier catalogue and closed by it again.</summary>
    private readonly Dictionary<string, Unit> withdrawn = units
        .Where(unit => unit.ValidTo == day && unit.ValidFrom == day)
        .GroupBy(unit => unit.Code)
        .ToDictionary(code => code.Key, code => code.Last());

    private readonly ILookup<int, Unit> below = units
        .Where(unit => unit.Parent is not null)
        .ToLookup(unit => unit.Parent!.Value);

    private readonly Dictionary<string, Unit> kept = [];
    private readonly List<SuccessionEdge> implied = [];
    private bool isCatalogue;

    public DateOnly Day => day;

    public HashSet<Unit> Opened { get; } = [];

    public HashSet<Unit> Closed { get; } = [];

    /// <summary>Units that stay what they are and hang under another unit.</summary>
    public HashSet<Unit> Moved { get; } = [];

    /// <summary>Units of this very day whose names a second catalogue puts right.</summary>
    public HashSet<Unit> Corrected { get; } = [];

    /// <summary>Units that stay what and where they are.</summary>
    public int Unchanged { get; private set; }

    public List<(Unit From, Unit To, SuccessionShare Share)> Successions { get; } = [];

    /// <summary>From the id of a unit that ended to that of the one that takes what belonged to it.</summary>
    public Dictionary<int, int> Heirs { get; } = [];

    /// <summary>What units hung under since this very day, by an act before this one.</summary>
    public Dictionary<int, int> Replaced { get; } = [];

    /// <summary>Why this cannot be; nothing may be kept then.</summary>
    public List<(int Row, Refusal Refusal)> Refusals { get; } = [];

    public IEnumerable<Unit> Changed => Opened.Concat(Closed).Concat(Moved).Concat(Corrected).Distinct();

    public void Apply(Redrawing redrawing)
    {
        ArgumentNullException.ThrowIfNull(redrawing);
        isCatalogue = redrawing is { IsWhole: true, Edges: [] };
        var into = redrawing.Edges.ToLookup(edge => edge.To);
        var outOf = redrawing.Edges.ToLookup(edge => edge.From);
        Draw(redrawing, into, outOf);
        var ending = redrawing.IsWhole
            ? standing.Keys.Where(code => code != UnitPath.Nation)
            : outOf.Select(edges => edges.Key).Concat(redrawing.Abolished).Distinct();
        var gone = ending
            .Select(code => standing.GetValueOrDefault(code))
            .OfType<Unit>()
            .Where(unit => kept.GetValueOrDefault(unit.Code) != unit)
            .OrderBy(unit => unit.Level)
            .ThenBy(unit => unit.Code, StringComparer.Ordinal)
            .ToList();
        var edges = redrawing.Edges.Concat(implied).ToLookup(edge => edge.From);
        // All are closed before any is hung elsewhere: nothing is to hang under what ends together with it.
        foreach (var unit in gone.Where(MayChange))
        {
            unit.Close(day);
            Closed.Add(unit);
        }
        foreach (var unit in gone.Where(Closed.Contains))
            HandOver(unit, [.. edges[unit.Code]]);
        foreach (
            var edge in redrawing.Edges.Where(edge => standing.TryGetValue(edge.From, out var unit) && IsKept(unit))
        )
            if (kept[edge.From] is var unit && edge.From == edge.To)
                Successions.Add((unit, unit, edge.Share));
        // Where an act leaves a unit under its old parent and ends that, it goes where the parent's other children go.
        foreach (var unit in kept.Values.ToList())
            if (unit.Parent is { } parent && ancestry[parent].ValidTo is not null)
                Follow(unit, ancestry.StandIn(unit));
    }

    private bool IsKept(Unit unit) => kept.GetValueOrDefault(unit.Code) == unit;

    /// <summary>The units as they are from the day on, each under its parent.</summary>
    private void Draw(Redrawing redrawing, ILookup<string, SuccessionEdge> into, ILookup<string, SuccessionEdge> outOf)
    {
        kept[UnitPath.Nation] = standing[UnitPath.Nation];
        foreach (var row in redrawing.Units)
        {
            var before = standing.GetValueOrDefault(row.Code!);
            if (before is not null && !redrawing.IsWhole && !outOf.Contains(row.Code!))
            {
                Refuse(before, ReorganizationProblems.CodeTaken, before.Code);
                continue;
            }
            var unit = Continue(before, row, IsUntouched(row.Code!, into, outOf));
            kept[unit.Code] = unit;
            if (before is not null && before != unit && !outOf.Contains(before.Code) && !into.Contains(before.Code))
                implied.Add(new SuccessionEdge(before.Code, unit.Code, SuccessionShare.Whole));
            var above = row.ParentCode ?? UnitPath.Nation;
            if ((kept.GetValueOrDefault(above) ?? standing.GetValueOrDefault(above)) is not { } parent)
                Refuse(unit, ReorganizationProblems.ParentUnknown, above);
            else if (parent.Level >= unit.Level)
                Refuse(unit, ReorganizationProblems.ParentLevel, above);
            else if (Hang(unit, parent.Id) && !Opened.Contains(unit) && !Corrected.Contains(unit))
                Moved.Add(unit);
            else if (!Opened.Contains(unit) && !Corrected.Contains(unit))
                Unchanged++;
        }
    }

    /// <summary>True where a unit gives nothing away and takes nothing in.</summary>
    private static bool IsUntouched(
        string code,
        ILookup<string, SuccessionEdge> into,
        ILookup<string, SuccessionEdge> outOf
    ) =>
        into[code].Concat(outOf[code]).All(edge => edge.From == edge.To && !edge.Share.IsPartial)
        && into[code].Count() <= 1;

    /// <summary>What an act writes is a name; a catalogue may only spell one otherwise.</summary>
    private bool IsCalled(Unit unit, CatalogueRow row) =>
        unit.IsCalled(row.Type!, row.Name!, row.FullName!)
        || (isCatalogue && unit.Type == row.Type && spellings.IsMisspelt(unit.Code, unit.FullName, row.FullName!));

    /// <summary>The unit that a row stands for: the same as before, put right, or another from today on.</summary>
    private Unit Continue(Unit? before, CatalogueRow row, bool isUntouched)
    {
        if (isUntouched && before?.Level == row.Level && IsCalled(before!, row))
            return before!;
        if (
            isCatalogue && (before?.ValidFrom == day ? before : withdrawn.GetValueOrDefault(row.Code!)) is { } ofThisDay
        )
        {
            ofThisDay.Correct(row.Type!, row.Name!, row.FullName!);
            Corrected.Add(ofThisDay);
            return ofThisDay;
        }
        var unit = new Unit(row.Code!, row.Level!.Value, row.Type!, row.Name!, row.FullName!, day);
        if (units.FirstOrDefault(other => other.Code == row.Code && other.ValidFrom > day) is { } later)
            Refuse(later, ReorganizationProblems.LaterChange, later.Code, later.ValidFrom);
        add(unit);
        ancestry.Add(unit);
        Opened.Add(unit);
        return unit;
    }

    /// <summary>Gives a unit that has ended, and what hung under it, to its successors.</summary>
    private void HandOver(Unit unit, SuccessionEdge[] edges)
    {
        var takers = new List<(Unit Unit, SuccessionShare Share)>();
        foreach (var edge in edges)
            if (kept.GetValueOrDefault(edge.To) is { } taker)
                takers.Add((taker, edge.Share));
            else
                Refusals.Add((edge.Row, new Refusal(ReorganizationProblems.SuccessorUnknown, "", edge.To)));
        Successions.AddRange(takers.Select(taker => (unit, taker.Unit, taker.Share)));
        var primary = takers.FindAll(taker => taker.Share.IsPrimary);
        var heir =
            takers.Count == 1 ? takers[0].Unit
            : primary is [var only] ? only.Unit
            : null;
        var place =
            heir
            ?? (takers.Count > 1 ? ancestry.LowestAbove(unit, takers.ConvertAll(x => x.Unit)) : ancestry.StandIn(unit));
        Hang(unit, place.Id);
        if (heir is not null)
            Heirs[unit.Id] = heir.Id;
        foreach (var child in below[unit.Id].Where(child => child.Parent == unit.Id))
            if (heir is not null || (takers.Count == 0 && (place.Level > 0 || child.ValidTo is not null)))
                Follow(child, place);
            else if (child.ValidTo is null)
                Refuse(child, ReorganizationProblems.ChildUndecided, child.Code, unit.Code);
    }

    private void Follow(Unit child, Unit above)
    {
        if (child.ValidTo is null && above.Level >= child.Level)
            Refuse(child, ReorganizationProblems.ParentLevel, above.Code);
        else if (Hang(child, above.Id) && !Opened.Contains(child) && !Corrected.Contains(child))
            Moved.Add(child);
    }

    private bool Hang(Unit unit, int parent)
    {
        if (unit.Parent == parent || !MayChange(unit))
            return false;
        if (!Opened.Contains(unit) && unit.Placements.Find(placement => placement.ValidFrom == day) is { } sameDay)
            Replaced.TryAdd(unit.Id, sameDay.ParentId);
        unit.PlaceUnder(parent, day);
        if (!Opened.Contains(unit) && !Closed.Contains(unit) && !Corrected.Contains(unit) && !Moved.Contains(unit))
            unit.Moved();
        return true;
    }

    /// <summary>A day can be changed only before anything is built upon it, and only a catalogue changes its own.</summary>
    private bool MayChange(Unit unit)
    {
        if (unit.LastChange <= day && (isCatalogue || unit.ValidFrom < day || Opened.Contains(unit)))
            return true;
        Refuse(unit, ReorganizationProblems.LaterChange, unit.Code, unit.LastChange);
        return false;
    }

    private void Refuse(Unit unit, ServiceDefaults.Problems.ProblemType problem, params object?[] arguments)
    {
        if (
            !Refusals.Exists(known =>
                known.Refusal.Problem == problem && known.Refusal.Arguments.SequenceEqual(arguments)
            )
        )
            Refusals.Add((0, new Refusal(problem, unit.Code, arguments)));
    }
}
