using System.Globalization;

namespace CongNgheSo.Services.Activity.DutyRosters;

/// <summary>A part of the day, in Vietnam's time.</summary>
/// <param name="StartsAt">HH:mm.</param>
/// <param name="EndsAt">HH:mm.</param>
public sealed record DutySessionResponse(string StartsAt, string EndsAt);

/// <summary>A duty roster.</summary>
/// <param name="Id">Id of the roster.</param>
/// <param name="Version">1 when created; each change, rotation, publication or closure adds one. Also the ETag.</param>
/// <param name="UnitCode">Code of the commune or village whose roster it is.</param>
/// <param name="UnitName">Its full name.</param>
/// <param name="PlaceKind">"service-centre", "culture-house" or "other".</param>
/// <param name="PlaceName">What the place is called.</param>
/// <param name="FirstDay">First day of the period.</param>
/// <param name="LastDay">Last day of the period.</param>
/// <param name="MinPerDay">Fewest people on duty a day; fewer is a breach.</param>
/// <param name="MaxPerDay">Most people on duty a day.</param>
/// <param name="PerDay">How many the rotation puts on duty a day.</param>
/// <param name="Weekdays">The days of the week with duty: 1 Monday to 7 Sunday.</param>
/// <param name="Sessions">The parts of such a day.</param>
/// <param name="ClosedDays">Days of the period without duty.</param>
/// <param name="Pool">Who takes turns.</param>
/// <param name="Status">"draft", "published" or "closed".</param>
/// <param name="ClosedOn">The last day with duty of a roster that was closed.</param>
public sealed record DutyRosterResponse(
    Guid Id,
    int Version,
    string UnitCode,
    string UnitName,
    string PlaceKind,
    string PlaceName,
    DateOnly FirstDay,
    DateOnly LastDay,
    int MinPerDay,
    int MaxPerDay,
    int PerDay,
    IReadOnlyList<int> Weekdays,
    IReadOnlyList<DutySessionResponse> Sessions,
    IReadOnlyList<DateOnly> ClosedDays,
    IReadOnlyList<DutyPoolMember> Pool,
    string Status,
    DateOnly? ClosedOn
)
{
    internal static DutyRosterResponse Of(DutyRoster roster) =>
        new(
            roster.Id,
            roster.Version,
            roster.UnitCode,
            roster.UnitName,
            roster.PlaceKind,
            roster.PlaceName,
            roster.FirstDay,
            roster.LastDay,
            roster.MinPerDay,
            roster.MaxPerDay,
            roster.PerDay,
            roster.Weekdays,
            [
                .. roster.Sessions.Select(session => new DutySessionResponse(
                    Written(session.StartsAt),
                    Written(session.EndsAt)
                )),
            ],
            roster.ClosedDays,
            roster.Pool,
            roster.Status,
            roster.ClosedOn
        );

    /// <summary>The time as data and texts write it: 07:30.</summary>
    internal static string Written(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
