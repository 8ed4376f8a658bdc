using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Units;

/// <summary>An administrative unit or a village as it stood on a day.</summary>
/// <param name="Id">Surrogate id: what events call <c>unitId</c>; never reused.</param>
/// <param name="Code">"VN", a national code of 2, 3 or 5 digits, or a village's display code ("08494-003").</param>
/// <param name="Name">Name without the type ("Lâm Thao").</param>
/// <param name="FullName">Name with the type ("Xã Lâm Thao").</param>
/// <param name="Type">Kind of unit, in Vietnamese ("Xã", "Thôn").</param>
/// <param name="Level">0 nation, 1 province, 2 district, 3 commune, 4 village.</param>
/// <param name="ParentCode">Code of the unit right above it on that day; null for the nation.</param>
/// <param name="Path">Codes from the nation down to it on that day, joined by "/" ("VN/25/237/08494").</param>
/// <param name="ValidFrom">First day on which it exists.</param>
/// <param name="ValidTo">First day on which it no longer exists; null while it does.</param>
public sealed record UnitResponse(
    int Id,
    string Code,
    string Name,
    string FullName,
    string Type,
    int Level,
    string? ParentCode,
    string Path,
    DateOnly ValidFrom,
    DateOnly? ValidTo
)
{
    internal static UnitResponse Of(Unit unit, UnitAt at) => Of(unit, at.Path);

    internal static UnitResponse Of(Unit unit, string path) =>
        new(
            unit.Id,
            unit.Code,
            unit.Name,
            unit.FullName,
            unit.Type,
            unit.Level,
            path.Split('/') is [.., var parent, _] ? parent : null,
            path,
            unit.ValidFrom,
            unit.ValidTo
        );

    /// <summary>The units in the order given, with their paths of <paramref name="asOf"/>.</summary>
    internal static async Task<IReadOnlyList<UnitResponse>> ReadAsync(
        RegistryDbContext db,
        IQueryable<Unit> query,
        DateOnly asOf,
        CancellationToken cancellationToken
    )
    {
        var units = await query.AsNoTracking().ToListAsync(cancellationToken);
        var paths = await db.UnitsAtAsync([.. units.Select(unit => unit.Id)], asOf, cancellationToken);
        return [.. units.Select(unit => Of(unit, paths[unit.Id]))];
    }
}

internal static class UnitQueries
{
    /// <summary>The units that exist on <paramref name="day"/>.</summary>
    public static IQueryable<Unit> On(this IQueryable<Unit> units, DateOnly day) =>
        units.Where(unit => unit.ValidFrom <= day && (unit.ValidTo == null || unit.ValidTo > day));
}
