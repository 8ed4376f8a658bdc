using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Teams;

/// <summary>A team as it now stands.</summary>
/// <param name="Id">Id of the team.</param>
/// <param name="Version">1 when registered; each change adds one. Also the ETag.</param>
/// <param name="UnitCode">Code of the village or commune that it serves.</param>
/// <param name="UnitName">Full name of that unit.</param>
/// <param name="UnitPath">Codes from the nation down to that unit as of today, joined by "/".</param>
/// <param name="Kind">"cnscd", "cnscd-rapid-response" or "cdscd".</param>
/// <param name="KindName">The kind in Vietnamese.</param>
/// <param name="Name">Its own name; the kind and the unit where it has none.</param>
/// <param name="DecisionNumber">Number of the decision in force ("12/QĐ-UBND").</param>
/// <param name="DecisionDate">Day of that decision.</param>
/// <param name="EstablishedOn">First day on which it counts.</param>
/// <param name="Dissolution">The decision that ended it; null while it is in being.</param>
public sealed record TeamResponse(
    Guid Id,
    int Version,
    string UnitCode,
    string UnitName,
    string UnitPath,
    string Kind,
    string KindName,
    string Name,
    string DecisionNumber,
    DateOnly DecisionDate,
    DateOnly EstablishedOn,
    Dissolution? Dissolution
)
{
    internal static TeamResponse Of(Team team, string unitName) =>
        new(
            team.Id,
            team.Version,
            team.UnitPath[(team.UnitPath.LastIndexOf('/') + 1)..],
            unitName,
            team.UnitPath,
            team.Kind,
            TeamKinds.Names[team.Kind],
            team.Name ?? $"{TeamKinds.Names[team.Kind]} {unitName}",
            team.DecisionNumber,
            team.DecisionDate,
            team.EstablishedOn,
            team.Dissolution
        );

    internal static async Task<TeamResponse> ReadAsync(
        RegistryDbContext db,
        Team team,
        CancellationToken cancellationToken
    ) =>
        Of(
            team,
            await db
                .Units.Where(unit => unit.Id == team.UnitId)
                .Select(unit => unit.FullName)
                .SingleAsync(cancellationToken)
        );
}
