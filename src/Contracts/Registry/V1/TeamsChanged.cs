namespace CongNgheSo.Contracts.Registry.V1;

/// <summary>Teams were established, changed, moved to another unit or dissolved.</summary>
/// <param name="OccurredAt">When Registry committed the change (UTC).</param>
/// <param name="Facts">Each team as it now stands, at most 500 a message.</param>
public sealed record TeamsChanged(DateTimeOffset OccurredAt, IReadOnlyList<TeamFact> Facts);

/// <summary>One team as it stands at <paramref name="Version"/>; a higher version replaces a lower one.</summary>
/// <param name="TeamId">Id of the team.</param>
/// <param name="Version">Starts at 1 and grows by one with each change of this team.</param>
/// <param name="UnitId">Surrogate id of the village or commune that the team serves.</param>
/// <param name="UnitPath">Codes from the nation down to that unit as of today, joined by "/" ("VN/02/024/00688/00688-003").</param>
/// <param name="Kind">Code of the team's kind ("cnscd", "cnscd-rapid-response", "cdscd", "de-an-06").</param>
/// <param name="EstablishedOn">First day on which the team counts.</param>
/// <param name="DissolvedOn">First day on which it no longer counts; null while it does.</param>
/// <param name="Earlier">
/// The units that it served before, oldest first; null where it has always served this one. Entries are never taken
/// away: a move that was undone is followed by another.
/// </param>
/// <param name="MergedInto">The team that goes on in its place, where a merger ended it.</param>
public sealed record TeamFact(
    Guid TeamId,
    int Version,
    int UnitId,
    string UnitPath,
    string Kind,
    DateOnly EstablishedOn,
    DateOnly? DissolvedOn,
    IReadOnlyList<UnitStayFact>? Earlier = null,
    Guid? MergedInto = null
);

/// <summary>A unit that a team served.</summary>
/// <param name="UnitId">Surrogate id of the unit.</param>
/// <param name="Until">First day on which the team no longer served it.</param>
public sealed record UnitStayFact(int UnitId, DateOnly Until);
