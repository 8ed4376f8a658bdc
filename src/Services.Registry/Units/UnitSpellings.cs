using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Units;

/// <summary>Finds the code that is meant, whatever spelling or mistaken code it comes with.</summary>
public sealed class UnitSpellings
{
    private readonly ILookup<string, UnitAlias> aliases;

    private UnitSpellings(IEnumerable<UnitAlias> aliases) => this.aliases = aliases.ToLookup(alias => alias.AliasCode);

    public static async Task<UnitSpellings> ReadAsync(RegistryDbContext db, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        return new UnitSpellings(await db.UnitAliases.AsNoTracking().ToListAsync(cancellationToken));
    }

    /// <summary>The code of the unit that is meant; null where there is none.</summary>
    /// <param name="code">The code given.</param>
    /// <param name="fullName">The name given with it; null where there is none.</param>
    /// <param name="known">Full names by code.</param>
    public string? Find(string code, string? fullName, IReadOnlyDictionary<string, string> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        if (known.TryGetValue(code, out var name) && (fullName is null || IsCalled(code, name, fullName)))
            return code;
        return aliases[code]
            .Where(alias => known.TryGetValue(alias.Code, out var own) && VietnameseText.SearchKey(own) == alias.Name)
            .FirstOrDefault(alias => fullName is null || alias.AliasKey == VietnameseText.NameKey(fullName))
            ?.Code;
    }

    /// <summary>The unit's own code where code and name are known to mean another one.</summary>
    public string OwnCode(string code, string fullName)
    {
        var key = VietnameseText.NameKey(fullName);
        return aliases[code].FirstOrDefault(alias => alias.AliasKey == key && alias.Code != code)?.Code ?? code;
    }

    /// <summary>
    /// True where a catalogue only spells the unit's name otherwise. What is the proper name of a unit with this code, be it
    /// of another day, is a name of its own.
    /// </summary>
    public bool IsMisspelt(string code, string name, string other)
    {
        var key = VietnameseText.NameKey(other);
        return IsCalled(code, name, other) && !aliases[code].Any(alias => alias.OwnKey == key);
    }

    /// <summary>True where both are the name of the unit with this code.</summary>
    public bool IsCalled(string code, string name, string other)
    {
        var key = VietnameseText.NameKey(other);
        return VietnameseText.NameKey(name) == key
            || aliases[code].Any(alias => alias.AliasKey == key && alias.Name == VietnameseText.SearchKey(name));
    }
}
