using CongNgheSo.Contracts.Registry.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Registry.Units;

/// <summary>
/// An administrative unit or a village under one name: another name is another unit, from another day. Where it hangs
/// in the tree is its placements' affair.
/// </summary>
public sealed class Unit
{
    private Unit() { }

    /// <summary>Opens a unit.</summary>
    public Unit(string code, int level, string type, string name, string fullName, DateOnly validFrom)
    {
        Code = code;
        Level = level;
        ValidFrom = validFrom;
        Rename(type, name, fullName);
        Version = 1;
    }

    public int Id { get; private set; }

    /// <summary>Starts at 1 and grows by one with each change, its placements' included.</summary>
    public int Version { get; private set; }

    /// <summary>"VN", a national code of 2, 3 or 5 digits, or a village's display code ("08494-003").</summary>
    public string Code { get; private set; } = "";

    public int Level { get; private set; }

    public string Type { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string FullName { get; private set; } = "";

    public DateOnly ValidFrom { get; private set; }

    /// <summary>First day on which it no longer exists; the day it was opened, where it never came to be.</summary>
    public DateOnly? ValidTo { get; private set; }

    /// <summary>Full name without marks, for searching.</summary>
    public string SearchKey { get; private set; } = "";

    /// <summary>Tells two villages of a commune apart (see <see cref="VietnameseText.NameKey"/>).</summary>
    public string NameKey { get; private set; } = "";

    public List<UnitPlacement> Placements { get; private set; } = [];

    /// <summary>What it hangs under from its last change on; null for the nation, and for what no longer hangs anywhere.</summary>
    public int? Parent => Placements.Find(placement => placement.ValidTo is null)?.ParentId;

    /// <summary>What it hung under last.</summary>
    public int LastParent => Placements.MaxBy(placement => placement.ValidFrom)!.ParentId;

    /// <summary>The last day on which something about it began or ended.</summary>
    public DateOnly LastChange =>
        Placements.Select(placement => placement.ValidFrom).Append(ValidTo ?? ValidFrom).Append(ValidFrom).Max();

    /// <summary>True where <paramref name="type"/> and the names are this unit's, whatever their spelling.</summary>
    public bool IsCalled(string type, string name, string fullName) =>
        VietnameseText.NameKey(type) == VietnameseText.NameKey(Type)
        && VietnameseText.NameKey(name) == NameKey
        && VietnameseText.NameKey(fullName) == VietnameseText.NameKey(FullName);

    /// <summary>Corrects what a catalogue of the same day said before.</summary>
    public void Correct(string type, string name, string fullName)
    {
        Rename(type, name, fullName);
        ValidTo = null;
        Version++;
    }

    /// <summary>Ends the unit and its place in the tree: <paramref name="day"/> is the first without it.</summary>
    public void Close(DateOnly day)
    {
        ValidTo = day;
        Placements.Find(placement => placement.ValidTo is null)?.Close(day);
        Version++;
    }

    /// <summary>Hangs the unit under <paramref name="parentId"/> from <paramref name="day"/> on.</summary>
    /// <returns>False where it hung there already.</returns>
    public bool PlaceUnder(int parentId, DateOnly day)
    {
        var open = Placements.Find(placement => placement.ValidTo is null);
        if (open?.ParentId == parentId)
            return false;
        if (Placements.Find(placement => placement.ValidFrom == day) is { } sameDay)
        {
            sameDay.Reopen(parentId);
        }
        else
        {
            open?.Close(day);
            Placements.Add(new UnitPlacement(parentId, day));
        }
        return true;
    }

    /// <summary>
    /// Hangs the unit under one parent after another, oldest first; what was known of these days before is forgotten.
    /// </summary>
    public void PlaceAlong(IReadOnlyList<(int ParentId, DateOnly From)> parents)
    {
        ArgumentNullException.ThrowIfNull(parents);
        var days = parents.Select(parent => parent.From).ToList();
        Placements.RemoveAll(placement => placement.ValidFrom > days[0] && !days.Contains(placement.ValidFrom));
        Placements
            .Where(placement => placement.ValidFrom < days[0])
            .MaxBy(placement => placement.ValidFrom)
            ?.Close(days[0]);
        for (var index = 0; index < parents.Count; index++)
        {
            var placement = Placements.Find(known => known.ValidFrom == days[index]);
            if (placement is null)
                Placements.Add(placement = new UnitPlacement(parents[index].ParentId, days[index]));
            placement.Reopen(parents[index].ParentId);
            if (index + 1 < parents.Count)
                placement.Close(days[index + 1]);
        }
    }

    /// <summary>Takes back that it ended: it hangs where it hung before <paramref name="day"/>.</summary>
    public void Restore(DateOnly day, int? parentOfThatDay)
    {
        ValidTo = ValidTo == day ? null : ValidTo;
        var ofThatDay = Placements.Find(placement => placement.ValidFrom == day);
        if (parentOfThatDay is { } parent)
        {
            ofThatDay?.Reopen(parent);
        }
        else
        {
            if (ofThatDay is not null)
                Placements.Remove(ofThatDay);
            Placements.MaxBy(placement => placement.ValidFrom)?.Reopen();
        }
        Version++;
    }

    /// <summary>Counts a change of placement as a change of the unit.</summary>
    public void Moved() => Version++;

    public UnitFact ToFact() =>
        new(
            Id,
            Version,
            Code,
            Level,
            Type,
            Name,
            FullName,
            ValidFrom,
            ValidTo,
            [
                .. Placements
                    .OrderBy(placement => placement.ValidFrom)
                    .Select(placement => new UnitPlacementFact(
                        placement.ParentId,
                        placement.ValidFrom,
                        placement.ValidTo
                    )),
            ]
        );

    private void Rename(string type, string name, string fullName)
    {
        (Type, Name, FullName) = (type, name, fullName);
        SearchKey = VietnameseText.SearchKey(fullName);
        NameKey = VietnameseText.NameKey(name);
    }
}

/// <summary>The unit's parent from one day up to, but not including, another.</summary>
public sealed class UnitPlacement
{
    private UnitPlacement() { }

    public UnitPlacement(int parentId, DateOnly validFrom) => (ParentId, ValidFrom) = (parentId, validFrom);

    public int UnitId { get; private set; }

    public int ParentId { get; private set; }

    public DateOnly ValidFrom { get; private set; }

    public DateOnly? ValidTo { get; private set; }

    public void Close(DateOnly day) => ValidTo = day;

    public void Reopen(int parentId) => (ParentId, ValidTo) = (parentId, null);

    public void Reopen() => ValidTo = null;
}

internal sealed class UnitTable : IEntityTypeConfiguration<Unit>
{
    public void Configure(EntityTypeBuilder<Unit> builder)
    {
        builder.ToTable("Units");
        builder.Property(unit => unit.Id).UseHiLo("unit_ids");
        builder.Property(unit => unit.Version).IsConcurrencyToken();
        builder.Property(unit => unit.Name).UseCollation(RegistryDbContext.Vietnamese);
        // One that was taken back never came to be: its place is free.
        builder
            .HasIndex(unit => new { unit.Code, unit.ValidFrom })
            .IsUnique()
            .HasFilter("valid_to IS NULL OR valid_to > valid_from");
        builder.HasIndex(unit => new { unit.Name, unit.Code });
        builder.HasIndex(unit => unit.SearchKey).HasMethod("gin").HasOperators("gin_trgm_ops");
        builder.HasMany(unit => unit.Placements).WithOne().HasForeignKey(placement => placement.UnitId);
    }
}

internal sealed class UnitPlacementTable : IEntityTypeConfiguration<UnitPlacement>
{
    public void Configure(EntityTypeBuilder<UnitPlacement> builder)
    {
        builder.ToTable("UnitPlacements");
        builder.HasKey(placement => new { placement.UnitId, placement.ValidFrom });
        builder.HasIndex(placement => placement.ParentId);
        builder.HasOne<Unit>().WithMany().HasForeignKey(placement => placement.ParentId);
    }
}
