using CongNgheSo.Contracts;
using CongNgheSo.Services.Reporting.Facts;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Findings;

/// <summary>A unit whose figures are looked at, where it stands on the day of the check.</summary>
internal sealed record CheckedUnit(int Id, string Code, string FullName, int Level, string Path);

/// <summary>What a unit counted in a month. Month is its first day.</summary>
internal sealed record MonthFigure(int UnitId, string Indicator, DateOnly Month, long Value);

/// <summary>Records of one day below one unit whose figures are the same.</summary>
internal sealed record SameFigures(
    int ParentId,
    DateOnly Day,
    string FiguresHash,
    int Records,
    long People,
    string[] Units
);

/// <summary>How often a unit usually records.</summary>
/// <param name="UnitId">The unit.</param>
/// <param name="LastDay">The last day with activities.</param>
/// <param name="Days">Days with activities within a year.</param>
/// <param name="UsualPause">The median of the days between two of them.</param>
internal sealed record Rhythm(int UnitId, DateOnly LastDay, int Days, double UsualPause);

/// <summary>All that a check looks at, of one province.</summary>
/// <param name="Units">The province and all below it, by id.</param>
/// <param name="FirstMonth">The first month that is judged; what is read of the one before it serves to compare.</param>
/// <param name="LastMonth">The last one, which has ended.</param>
/// <param name="Today">The day of the check.</param>
internal sealed record ProvinceFigures(
    IReadOnlyDictionary<int, CheckedUnit> Units,
    DateOnly FirstMonth,
    DateOnly LastMonth,
    DateOnly Today,
    IReadOnlyList<MonthFigure> Months,
    IReadOnlyList<SameFigures> LookAlikes,
    IReadOnlyList<Rhythm> Rhythms
)
{
    /// <summary>How many months that have ended are looked at again: late records change them.</summary>
    private const int MonthsLookedAt = 3;

    /// <summary>What has fewer people or kinds of figures is too common to be told apart. Ours.</summary>
    private const int MinPeopleAlike = 20;
    private const int MinFiguresAlike = 4;

    /// <summary>Stocks, which no month has of its own, and what repeats a figure in detail.</summary>
    private static readonly string NotCompared =
        $"^({string.Join('|', IndicatorCodes.Stocks)})(\\.|$)|{Breakdowns.DetailPattern}";

    /// <summary>So many days with activities make a rhythm. Ours.</summary>
    private const int MinDays = 5;
    private const int DaysOfRhythm = 365;

    public static async Task<ProvinceFigures> ReadAsync(
        ReportingDbContext db,
        int provinceId,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        var thisMonth = new DateOnly(today.Year, today.Month, 1);
        var first = thisMonth.AddMonths(-MonthsLookedAt);
        var units = await UnitsAsync(db, provinceId, today, cancellationToken);
        int[] ids = [.. units.Select(unit => unit.Id)];
        return new ProvinceFigures(
            units.ToDictionary(unit => unit.Id),
            first,
            thisMonth.AddMonths(-1),
            today,
            await MonthsAsync(db, ids, first.AddMonths(-1), thisMonth, cancellationToken),
            await LookAlikesAsync(db, ids, first, today, cancellationToken),
            await RhythmsAsync(db, ids, today, cancellationToken)
        );
    }

    private static Task<List<CheckedUnit>> UnitsAsync(
        ReportingDbContext db,
        int provinceId,
        DateOnly day,
        CancellationToken cancellationToken
    ) =>
        db
            .Database.SqlQuery<CheckedUnit>(
                $"""
                WITH RECURSIVE up AS (
                    SELECT id, id AS top, code AS path FROM units WHERE id = {provinceId}
                    UNION ALL
                    SELECT up.id, parent.id, parent.code || '/' || up.path FROM up
                    JOIN unit_placements AS placed ON placed.unit_id = up.top
                        AND placed.valid_from <= {day} AND coalesce(placed.valid_to > {day}, true)
                    JOIN units AS parent ON parent.id = placed.parent_id
                ), down AS (
                    SELECT unit.id, unit.code, unit.full_name, unit.level,
                        (SELECT path FROM up ORDER BY length(path) DESC LIMIT 1) AS path
                    FROM units AS unit WHERE unit.id = {provinceId}
                    UNION ALL
                    SELECT unit.id, unit.code, unit.full_name, unit.level, down.path || '/' || unit.code
                    FROM down
                    JOIN unit_placements AS placed ON placed.parent_id = down.id
                        AND placed.valid_from <= {day} AND coalesce(placed.valid_to > {day}, true)
                    JOIN units AS unit ON unit.id = placed.unit_id
                        AND unit.valid_from <= {day} AND coalesce(unit.valid_to > {day}, true)
                )
                SELECT id AS "Id", code AS "Code", full_name AS "FullName", level AS "Level", path AS "Path" FROM down
                """
            )
            .ToListAsync(cancellationToken);

    private static Task<List<MonthFigure>> MonthsAsync(
        ReportingDbContext db,
        int[] units,
        DateOnly from,
        DateOnly before,
        CancellationToken cancellationToken
    )
    {
        return db
            .Database.SqlQuery<MonthFigure>(
                $"""
                SELECT unit_id AS "UnitId", key AS "Indicator", date_trunc('month', day)::date AS "Month",
                    sum(value::bigint)::bigint AS "Value"
                FROM unit_days CROSS JOIN LATERAL jsonb_each_text(figures)
                WHERE unit_id = ANY({units}) AND day >= {from} AND day < {before} AND key !~ {NotCompared}
                GROUP BY unit_id, key, date_trunc('month', day)
                """
            )
            .ToListAsync(cancellationToken);
    }

    private static Task<List<SameFigures>> LookAlikesAsync(
        ReportingDbContext db,
        int[] units,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellationToken
    ) =>
        db
            .Database.SqlQuery<SameFigures>(
                $"""
                SELECT placed.parent_id AS "ParentId", fact.day AS "Day", md5(fact.figures::text) AS "FiguresHash",
                    count(*)::int AS "Records", min((fact.figures ->> 'people-guided')::bigint) AS "People",
                    array_agg(DISTINCT unit.code ORDER BY unit.code) AS "Units"
                FROM facts AS fact
                JOIN units AS unit ON unit.id = fact.unit_id
                JOIN unit_placements AS placed ON placed.unit_id = fact.unit_id
                    AND placed.valid_from <= {to} AND coalesce(placed.valid_to > {to}, true)
                WHERE fact.unit_id = ANY({units}) AND placed.parent_id = ANY({units})
                    AND fact.kind = {(short)FactKind.Activity} AND fact.day BETWEEN {from} AND {to}
                    AND (fact.figures ->> 'people-guided')::bigint >= {MinPeopleAlike}
                    AND (SELECT count(*) FROM jsonb_object_keys(fact.figures) AS key WHERE key !~ {NotCompared})
                        >= {MinFiguresAlike}
                GROUP BY placed.parent_id, fact.day, md5(fact.figures::text)
                HAVING count(*) > 1
                """
            )
            .ToListAsync(cancellationToken);

    private static Task<List<Rhythm>> RhythmsAsync(
        ReportingDbContext db,
        int[] units,
        DateOnly today,
        CancellationToken cancellationToken
    ) =>
        db
            .Database.SqlQuery<Rhythm>(
                $"""
                SELECT unit_id AS "UnitId", max(day) AS "LastDay", count(*)::int AS "Days",
                    percentile_cont(0.5) WITHIN GROUP (ORDER BY pause) AS "UsualPause"
                FROM (
                    SELECT unit_id, day, day - lag(day) OVER (PARTITION BY unit_id ORDER BY day) AS pause,
                        max(day) OVER (PARTITION BY unit_id) AS last
                    FROM unit_days
                    WHERE unit_id = ANY({units}) AND day > {today.AddDays(-3 * DaysOfRhythm)} AND day <= {today}
                        AND (figures ->> 'activities')::bigint > 0
                ) AS active
                WHERE day > last - {DaysOfRhythm}
                GROUP BY unit_id HAVING count(*) >= {MinDays}
                """
            )
            .ToListAsync(cancellationToken);
}
