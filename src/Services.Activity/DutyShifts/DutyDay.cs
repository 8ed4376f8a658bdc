namespace CongNgheSo.Services.Activity.DutyShifts;

/// <summary>A day of a roster.</summary>
/// <param name="RosterId">The roster.</param>
/// <param name="RosterStatus">"draft", "published" or "closed".</param>
/// <param name="UnitCode">Code of its unit.</param>
/// <param name="UnitPath">Codes from the nation down to it, joined by "/".</param>
/// <param name="PlaceKind">"service-centre", "culture-house" or "other".</param>
/// <param name="PlaceName">What the place is called.</param>
/// <param name="Day">The day.</param>
/// <param name="OnDuty">People on duty: planned or served.</param>
/// <param name="Open">Shifts whose member is no longer there.</param>
/// <param name="Absent">Shifts that were missed.</param>
/// <param name="MinPerDay">Fewest people a day.</param>
/// <param name="MaxPerDay">Most people a day.</param>
/// <param name="Missing">How many people the day falls short of the fewest: a breach where it is more than 0.</param>
public sealed record DutyDay(
    Guid RosterId,
    string RosterStatus,
    string UnitCode,
    string UnitPath,
    string PlaceKind,
    string PlaceName,
    DateOnly Day,
    int OnDuty,
    int Open,
    int Absent,
    int MinPerDay,
    int MaxPerDay,
    int Missing
);
