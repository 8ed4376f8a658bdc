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

    /// <summary>
    /// The facts summed anew: those of all units that stand below this one today. A unit that is closed hangs where it
    /// hung last, one still to come where it will hang first, as in the totals that are kept.
    /// </summary>
    public static async Task<SortedDictionary<DateOnly, Figures>> ReadUnderTodayAsync(
        ReportingDbContext db,
        int unitId,
        DateOnly today,
        DateOnly to,
        CancellationToken cancellationToken
    )
    {
        var rows = await db
            .Database.SqlQuery<DayFigures>(
                $"""
                WITH RECURSIVE below AS (
                    SELECT {unitId} AS unit_id
                    UNION
                    SELECT placement.unit_id FROM below
                    JOIN unit_placements AS placement ON placement.parent_id = below.unit_id
                    WHERE NOT EXISTS (
                        SELECT FROM unit_placements AS other
                        WHERE other.unit_id = placement.unit_id AND CASE
                            WHEN placement.valid_from <= {today}
                            THEN other.valid_from > placement.valid_from AND other.valid_from <= {today}
                            ELSE other.valid_from < placement.valid_from END
                    )
                ), sums AS (
                    SELECT day, key, sum(value::bigint) AS total
                    FROM facts JOIN below USING (unit_id) CROSS JOIN LATERAL jsonb_each_text(figures)
                    WHERE day <= {to} GROUP BY day, key
                )
                SELECT day AS "Day", jsonb_object_agg(key, total)::text AS "Figures" FROM sums GROUP BY day
                """
            )
            .ToListAsync(cancellationToken);
        return new SortedDictionary<DateOnly, Figures>(
            rows.ToDictionary(row => row.Day, row => Figures.Parse(row.Figures))
        );
    }

    private sealed record DayFigures(DateOnly Day, string Figures);
}
