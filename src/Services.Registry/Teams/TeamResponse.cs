using CongNgheSo.Services.Registry.TeamDecisions;
using CongNgheSo.Services.Registry.TeamKindNames;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Teams;

/// <summary>A team as it now stands, or as it stood on a day.</summary>
/// <param name="Id">Id of the team.</param>
/// <param name="Version">1 when registered; each change adds one. Also the ETag.</param>
/// <param name="UnitCode">Code of the village or commune that it serves.</param>
/// <param name="UnitName">Full name of that unit.</param>
/// <param name="UnitPath">Codes from the nation down to that unit as of today, joined by "/".</param>
/// <param name="Kind">"cnscd", "cnscd-rapid-response", "cdscd" or "de-an-06".</param>
/// <param name="KindName">The kind in Vietnamese, as its province calls it.</param>
/// <param name="Name">Its own name; the kind and the unit where it has none.</param>
/// <param name="DecisionNumber">Number of the decision in force ("12/QĐ-UBND").</param>
/// <param name="DecisionDate">Day of that decision.</param>
/// <param name="Signatory">The body that issued it, where known.</param>
/// <param name="EstablishedOn">First day on which it counts.</param>
/// <param name="Dissolution">The decision that ended it; null while it is in being.</param>
/// <param name="MergedInto">The team that it was merged into, where that is how it ended.</param>
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
    string? Signatory,
    DateOnly EstablishedOn,
    Dissolution? Dissolution,
    Guid? MergedInto
)
{
    internal static TeamResponse Of(Team team, string unitName, KindNames kinds) =>
        Of(team, team.Content, unitName, kinds);

    /// <summary>The team as it stood when <paramref name="decision"/> was the last that held.</summary>
    internal static TeamResponse AsOf(Team team, TeamDecision decision, DateOnly day, string unitName, KindNames kinds)
    {
        var response = Of(team, decision.Content, unitName, kinds);
        return team.DissolvedOn <= day ? response : response with { Dissolution = null, MergedInto = null };
    }

    internal static async Task<TeamResponse> ReadAsync(
        RegistryDbContext db,
        Team team,
        DateOnly today,
        CancellationToken cancellationToken
    ) =>
        Of(
            team,
            await UnitNameAsync(db, team, cancellationToken),
            await KindNames.ReadAsync(db, today, cancellationToken)
        );

    internal static Task<string> UnitNameAsync(RegistryDbContext db, Team team, CancellationToken cancellationToken) =>
        db.Units.Where(unit => unit.Id == team.UnitId).Select(unit => unit.FullName).SingleAsync(cancellationToken);

    private static TeamResponse Of(Team team, TeamContent content, string unitName, KindNames kinds)
    {
        var kindName = kinds.Of(content.Kind, team.UnitPath);
        return new TeamResponse(
            team.Id,
            team.Version,
            team.UnitPath[(team.UnitPath.LastIndexOf('/') + 1)..],
            unitName,
            team.UnitPath,
            content.Kind,
            kindName,
            content.Name ?? $"{kindName} {unitName}",
            content.DecisionNumber,
            content.DecisionDate,
            content.Signatory,
            team.EstablishedOn,
            team.Dissolution,
            team.MergedInto
        );
    }
}
