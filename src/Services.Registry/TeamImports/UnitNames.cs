using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.Services.Registry.Units;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>What the name of a unit stands for today: its code, or why it has none.</summary>
internal sealed record UnitNameMatch(string? Code, Refusal? Refusal);

/// <summary>
/// Finds the villages and communes that people write by name, from the village up or from the province down, with the
/// types or without. Levels in between may be left out, as long as one unit fits.
/// </summary>
internal static class UnitNames
{
    /// <summary>What each of <paramref name="names"/> stands for, in one statement for all of them.</summary>
    /// <param name="within">Code of a unit: those below it come first, where others bear the same names.</param>
    public static async Task<Dictionary<string, UnitNameMatch>> ResolveAsync(
        RegistryDbContext db,
        IReadOnlyCollection<string> names,
        string within,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        var texts = names.ToDictionary(name => name, UnitNameText.Of);
        var keys = texts
            .Values.OfType<UnitNameText>()
            .SelectMany(text => new[] { text.Parts[0].SearchKey, text.Parts[^1].SearchKey })
            .Distinct()
            .ToArray();
        var candidates = keys.Length == 0 ? [] : await ReadAsync(db, keys, today, cancellationToken);
        var byKey = candidates
            .SelectMany(lineage => lineage.Unit.SearchKeys, (lineage, key) => (key, lineage))
            .ToLookup(pair => pair.key, pair => pair.lineage);
        return texts.ToDictionary(
            pair => pair.Key,
            pair => pair.Value is null ? Unknown("…") : Match(pair.Value, byKey, within)
        );
    }

    private static UnitNameMatch Match(UnitNameText text, ILookup<string, Lineage> byKey, string within)
    {
        var upwards = Fit(text.Parts, byKey, within);
        var downwards = text.Parts.Count == 1 ? upwards : Fit([.. text.Parts.Reverse()], byKey, within);
        var fit =
            upwards.Found.Count == 0 && (downwards.Found.Count > 0 || downwards.Missing > upwards.Missing)
                ? downwards
                : upwards;
        return fit.Found.Count switch
        {
            1 => new UnitNameMatch(fit.Found[0].Unit.Code, null),
            0 => Unknown(fit.Parts[fit.Missing].Shown),
            var several => Refuse(new Refusal(TeamImportProblems.UnitNameAmbiguous, TeamColumns.UnitCode, several)),
        };
    }

    /// <summary>
    /// The units that bear the first name and stand below those that bear the others; where there are none, the first
    /// name that nothing fits.
    /// </summary>
    private static NameFit Fit(IReadOnlyList<UnitNamePart> parts, ILookup<string, Lineage> byKey, string within)
    {
        var all = byKey[parts[0].SearchKey].ToList();
        var own = all.FindAll(lineage => lineage.StandsWithin(within));
        var reached = (own.Count > 0 ? own : all).ConvertAll(lineage => (lineage, Level: 0));
        for (var part = 0; part < parts.Count; part++)
        {
            var name = parts[part];
            var next =
                part == 0 ? reached : reached.ConvertAll(at => (at.lineage, Level: at.lineage.Above(at.Level, name)));
            next = next.FindAll(at => at.Level >= 0);
            if (next.Count == 0)
                return new NameFit(parts, [], part);
            reached = next;
        }
        var found = reached.ConvertAll(at => at.lineage);
        // Tones tell "Nà Mạ" from "Nà Mã"; who writes none means all of them.
        var exact = found.FindAll(lineage => lineage.Unit.IsExactly(parts[0]));
        return new NameFit(parts, exact.Count > 0 ? exact : found, parts.Count);
    }

    private static UnitNameMatch Unknown(string part) =>
        Refuse(new Refusal(TeamImportProblems.UnitNameUnknown, TeamColumns.UnitCode, part));

    private static UnitNameMatch Refuse(Refusal refusal) => new(null, refusal);

    private static async Task<List<Lineage>> ReadAsync(
        RegistryDbContext db,
        string[] keys,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        // One pass over the units, with the keys hashed: the index is for parts of names, and many keys make it slow.
        var rows = await db
            .Database.SqlQuery<NamedUnit>(
                $"""
                WITH RECURSIVE up AS (
                    SELECT id AS leaf_id, id, 0 AS height FROM units
                    WHERE (search_key || '' = ANY({keys}) OR substr(search_key, length(type) + 2) = ANY({keys}))
                        AND level >= 3 AND valid_from <= {today} AND (valid_to IS NULL OR valid_to > {today})
                    UNION ALL
                    SELECT up.leaf_id, placed.parent_id, height + 1
                    FROM up JOIN unit_placements AS placed ON placed.unit_id = up.id
                        AND placed.valid_from <= {today} AND (placed.valid_to IS NULL OR placed.valid_to > {today})
                )
                SELECT leaf_id AS "LeafId", code AS "Code", type AS "Type", name AS "Name", full_name AS "FullName"
                FROM up JOIN units USING (id) ORDER BY leaf_id, height
                """
            )
            .ToListAsync(cancellationToken);
        return [.. rows.GroupBy(row => row.LeafId, (_, lineage) => new Lineage([.. lineage]))];
    }

    /// <summary>How far a list of names leads.</summary>
    private sealed record NameFit(IReadOnlyList<UnitNamePart> Parts, List<Lineage> Found, int Missing);

    /// <summary>A unit and those above it, the nation last.</summary>
    private sealed record Lineage(List<NamedUnit> Units)
    {
        public NamedUnit Unit => Units[0];

        public bool StandsWithin(string code) => Units.Exists(unit => unit.Code == code);

        /// <summary>The nearest unit above <paramref name="level"/> that bears the name; -1 where none does.</summary>
        public int Above(int level, UnitNamePart name) =>
            level < 0 ? -1 : Units.FindIndex(level + 1, unit => unit.SearchKeys.Contains(name.SearchKey));
    }

    /// <summary>A row of the tree.</summary>
    private sealed record NamedUnit(int LeafId, string Code, string Type, string Name, string FullName)
    {
        public IReadOnlyList<string> SearchKeys =>
            field ??= [.. new[] { VietnameseText.SearchKey(FullName), VietnameseText.SearchKey(Name) }.Distinct()];

        public bool IsExactly(UnitNamePart part) =>
            part.NameKey == VietnameseText.NameKey(FullName) || part.NameKey == VietnameseText.NameKey(Name);
    }
}
