using CongNgheSo.Services.Reporting.Facts;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>Reads a unit's days up to a day; all of them, because stocks stand on everything before.</summary>
internal static class UnitDays
{
    /// <summary>The totals as they were kept: with whatever stood below the unit on each day.</summary>
    public static async Task<SortedDictionary<DateOnly, Figures>> ReadAsWasAsync(
        ReportingDbContext db,
        int unitId,
        DateOnly to,
        CancellationToken cancellationToken
    )
    {
        var rows = await db
            .UnitDays.AsNoTracking()
            .Where(row => row.UnitId == unitId && row.Day <= to)
            .Select(row => new { row.Day, row.Figures })
            .ToListAsync(cancellationToken);
        return new SortedDictionary<DateOnly, Figures>(
            rows.ToDictionary(row => row.Day, row => Figures.Parse(row.Figures))
        );
    }
}
