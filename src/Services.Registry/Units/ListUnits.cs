using System.Text.Json;
using CongNgheSo.ServiceDefaults.Caching;
using CongNgheSo.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Units;

public static class ListUnits
{
    /// <summary>Searches the units of a day, sorted by name as Vietnamese sorts.</summary>
    /// <param name="q">
    /// Part of the full name, with or without marks, in any case ("ha giang", "Hà Giang"); digits also find codes that
    /// begin with them. Other spellings and codes of a unit find it too.
    /// </param>
    /// <param name="level">Only this level: 0 nation, 1 province, 2 district, 3 commune, 4 village.</param>
    /// <param name="parent">Code of a unit: only those right below it.</param>
    /// <param name="within">Code of a unit: only those below it, at any depth.</param>
    /// <param name="asOf">The day (yyyy-MM-dd); today in Vietnam where absent.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Ok<Page<UnitResponse>>> Handle(
        RegistryDbContext db,
        Cache cache,
        TimeProvider clock,
        string? q = null,
        int? level = null,
        string? parent = null,
        string? within = null,
        DateOnly? asOf = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var day = asOf ?? clock.Today();
        var key = string.IsNullOrWhiteSpace(q) ? null : VietnameseText.SearchKey(q);
        var isCode = key?.All(char.IsAsciiDigit) == true;
        var question = JsonSerializer.Serialize(
            new object?[] { "list", key, level, parent, within, day, limit, cursor }
        );
        var page = await cache.ReadTreeAsync(db, StableId.From(question).ToString("N"), ReadAsync, cancellationToken);
        return TypedResults.Ok(page);

        async Task<Page<UnitResponse>> ReadAsync()
        {
            var units = db.Units.On(day);
            if (key is not null)
                units = units.Where(unit =>
                    unit.SearchKey.Contains(key)
                    || (isCode && unit.Code.StartsWith(key))
                    || db.UnitAliases.Any(alias =>
                        alias.Code == unit.Code
                        && alias.Name == unit.SearchKey
                        && (alias.SearchKey.Contains(key) || (isCode && alias.AliasCode.StartsWith(key)))
                    )
                );
            if (level is not null)
                units = units.Where(unit => unit.Level == level);
            if (parent is not null)
                units = units.Where(unit => ChildrenOf(db, parent, day).Contains(unit.Id));
            if (within is not null)
                units = units.Where(unit => BelowUnit(db, within, day).Contains(unit.Id));
            if (Paging.Read<UnitKey>(cursor) is { } after)
                units = units.Where(unit =>
                    EF.Functions.GreaterThan(
                        ValueTuple.Create(unit.Name, unit.Code),
                        ValueTuple.Create(after.Name, after.Code)
                    )
                );
            var ordered = units.OrderBy(unit => unit.Name).ThenBy(unit => unit.Code).Take(Paging.Take(limit));
            var read = await UnitResponse.ReadAsync(db, ordered, day, cancellationToken);
            return read.ToPage(limit, unit => new UnitKey(unit.Name, unit.Code));
        }
    }

    internal static IQueryable<int> ChildrenOf(RegistryDbContext db, string code, DateOnly day) =>
        from placement in db.UnitPlacements
        join above in db.Units on placement.ParentId equals above.Id
        where above.Code == code && above.ValidFrom <= day && (above.ValidTo == null || above.ValidTo > day)
        where placement.ValidFrom <= day && (placement.ValidTo == null || placement.ValidTo > day)
        select placement.UnitId;

    private static IQueryable<int> BelowUnit(RegistryDbContext db, string code, DateOnly day) =>
        db.Database.SqlQuery<int>(
            $"""
            WITH RECURSIVE down AS (
                SELECT id FROM units WHERE code = {code} AND valid_from <= {day} AND coalesce(valid_to, 'infinity') > {day}
                UNION ALL
                SELECT placed.unit_id FROM down JOIN unit_placements AS placed ON placed.parent_id = down.id
                    AND placed.valid_from <= {day} AND coalesce(placed.valid_to, 'infinity') > {day}
            )
            SELECT id AS "Value" FROM down
            """
        );

    private sealed record UnitKey(string Name, string Code);
}
