using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.DutyShifts;

/// <summary>A shift as it stands: as kept, and "open" where its member is no longer there to serve it.</summary>
public sealed record ShiftStanding(
    Guid Id,
    int Version,
    Guid RosterId,
    DateOnly Day,
    TimeOnly StartsAt,
    TimeOnly EndsAt,
    Guid MemberId,
    string Origin,
    Guid? SubstituteFor,
    string Status
)
{
    /// <summary>The member left before the day, or their team was dissolved before it.</summary>
    public const string Open = "open";

    /// <summary>The one place where it is decided what is open.</summary>
    public const string Sql = """
        SELECT shift.id AS "Id", shift.version AS "Version", shift.roster_id AS "RosterId", shift.day AS "Day",
            shift.starts_at AS "StartsAt", shift.ends_at AS "EndsAt", shift.member_id AS "MemberId",
            shift.origin AS "Origin", shift.substitute_for AS "SubstituteFor",
            CASE WHEN shift.status = 'planned' AND (member.id IS NULL OR member.joined_on > shift.day
                OR member.left_on <= shift.day OR team.dissolved_on <= shift.day)
                THEN 'open' ELSE shift.status END AS "Status"
        FROM duty_shifts AS shift
        LEFT JOIN members AS member ON member.id = shift.member_id
        LEFT JOIN teams AS team ON team.id = member.team_id
        """;

    public bool IsOnDuty => Status is DutyShift.Planned or DutyShift.Served;

    public static IQueryable<ShiftStanding> Of(ActivityDbContext db)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Database.SqlQueryRaw<ShiftStanding>(Sql);
    }

    /// <summary>How many people are on duty, whatever the number of their shifts.</summary>
    public static int OnDuty(IEnumerable<ShiftStanding> shifts) =>
        shifts.Where(shift => shift.IsOnDuty).DistinctBy(shift => shift.MemberId).Count();
}
