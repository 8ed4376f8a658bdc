using CongNgheSo.Services.Activity.DutyRosters;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.DutyShifts;

/// <summary>How many people are on duty on each day: counted when it is asked, from what is known of members at that moment.</summary>
internal static class DutyDays
{
    private const string Sql = $"""
        SELECT counted.*, greatest(0, "MinPerDay" - "OnDuty") AS "Missing"
        FROM (
            SELECT roster.id AS "RosterId", roster.status AS "RosterStatus", roster.unit_code AS "UnitCode",
                roster.unit_path AS "UnitPath", roster.place_kind AS "PlaceKind", roster.place_name AS "PlaceName",
                roster.first_day + number AS "Day",
                (count(DISTINCT shift."MemberId") FILTER (WHERE shift."Status" IN ('planned', 'served')))::integer
                    AS "OnDuty",
                (count(*) FILTER (WHERE shift."Status" = 'open'))::integer AS "Open",
                (count(*) FILTER (WHERE shift."Status" = 'absent'))::integer AS "Absent",
                roster.min_per_day AS "MinPerDay", roster.max_per_day AS "MaxPerDay"
            FROM duty_rosters AS roster
            CROSS JOIN LATERAL generate_series(0, least(roster.last_day, roster.closed_on) - roster.first_day) AS number
            LEFT JOIN ({ShiftStanding.Sql}) AS shift
                ON shift."RosterId" = roster.id AND shift."Day" = roster.first_day + number
            WHERE extract(isodow FROM roster.first_day + number)::integer = ANY(roster.weekdays)
                AND NOT roster.first_day + number = ANY(roster.closed_days)
            GROUP BY roster.id, number
        ) AS counted
        """;

    /// <summary>
    /// The days with duty of all rosters. What narrows them down by roster, unit or day does so before anything is counted.
    /// </summary>
    public static IQueryable<DutyDay> Of(ActivityDbContext db) => db.Database.SqlQueryRaw<DutyDay>(Sql);

    /// <summary>These days of a roster, in order.</summary>
    public static Task<List<DutyDay>> ReadAsync(
        ActivityDbContext db,
        DutyRoster roster,
        IReadOnlyCollection<DateOnly> days,
        CancellationToken cancellationToken
    ) =>
        Of(db)
            .Where(day => day.RosterId == roster.Id && days.Contains(day.Day))
            .OrderBy(day => day.Day)
            .ToListAsync(cancellationToken);
}
