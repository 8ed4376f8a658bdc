using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.Units;

namespace CongNgheSo.Services.Registry.UnitImports;

/// <summary>The difference between the tree as it stands and a catalogue, worked into the units.</summary>
/// <param name="current">The units above the villages that are open, or were opened on <paramref name="day"/>.</param>
/// <param name="day">The first day of the catalogue.</param>
/// <param name="add">Takes a new unit and gives it its id, which its children need.</param>
public sealed class CatalogueChange(IReadOnlyList<Unit> current, DateOnly day, Action<Unit> add)
{
    private readonly Dictionary<string, Unit> open = current
        .Where(unit => unit.ValidTo is null)
        .ToDictionary(unit => unit.Code);

    /// <summary>Opened on this very day by an earlier import and closed by it again.</summary>
    private readonly Dictionary<string, Unit> withdrawn = current
        .Where(unit => unit.ValidTo is not null && unit.ValidFrom == day)
        .ToDictionary(unit => unit.Code);

    public DateOnly Day => day;

    /// <summary>Every unit that differs from before, new ones included.</summary>
    public HashSet<Unit> Changed { get; } = [];

    /// <summary>From the closed identity of a code to the one that goes on.</summary>
    public Dictionary<int, int> Successors { get; } = [];

    public int Opened { get; private set; }
    public int Closed { get; private set; }
    public int Moved { get; private set; }
    public int Corrected { get; private set; }
    public int Unchanged { get; private set; }

    public void Apply(Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var kept = new Dictionary<string, Unit> { [UnitPath.Nation] = open[UnitPath.Nation] };
        var replaced = new List<(Unit Old, Unit New)>();
        foreach (var row in catalogue.TopDown)
        {
            var before = open.GetValueOrDefault(row.Code!);
            var unit = Continue(before, row);
            kept[unit.Code] = unit;
            if (before is not null && before != unit)
                replaced.Add((before, unit));
            // Parents come before children, so that a new identity is known when its children are placed.
            var moved = unit.PlaceUnder(kept[row.ParentCode ?? UnitPath.Nation].Id, day);
            if (moved && Changed.Add(unit))
            {
                unit.Moved();
                Moved++;
            }
            else if (!Changed.Contains(unit))
            {
                Unchanged++;
            }
        }
        foreach (var gone in open.Values.Where(unit => kept.GetValueOrDefault(unit.Code) != unit))
        {
            gone.Close(day);
            Changed.Add(gone);
            Closed++;
        }
        foreach (var (old, next) in replaced)
            Successors[old.Id] = next.Id;
    }

    /// <summary>The unit that a row stands for: the same as before, put right, or another from today on.</summary>
    private Unit Continue(Unit? before, CatalogueRow row)
    {
        var same = before?.Level == row.Level && before!.IsCalled(row.Type!, row.Name!, row.FullName!);
        if (same)
            return before!;
        if ((before?.ValidFrom == day ? before : withdrawn.GetValueOrDefault(row.Code!)) is { } ofThisDay)
        {
            ofThisDay.Correct(row.Type!, row.Name!, row.FullName!);
            Changed.Add(ofThisDay);
            Corrected++;
            return ofThisDay;
        }
        var unit = new Unit(row.Code!, row.Level!.Value, row.Type!, row.Name!, row.FullName!, day);
        add(unit);
        Changed.Add(unit);
        Opened++;
        return unit;
    }
}
