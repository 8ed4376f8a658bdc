using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Reporting.Reports;

/// <summary>What belongs to a unit at a place in the tree.</summary>
internal interface IPlaced
{
    /// <summary>Codes from the nation down to the unit.</summary>
    string UnitPath { get; }
}

internal static class UnitScope
{
    /// <summary>What belongs to a unit and to those below it.</summary>
    public static IQueryable<T> Within<T>(this IQueryable<T> rows, string unit)
        where T : class, IPlaced =>
        unit == UnitPath.Nation ? rows : rows.Where(row => UnitPath.IsWithin(row.UnitPath, unit));
}
