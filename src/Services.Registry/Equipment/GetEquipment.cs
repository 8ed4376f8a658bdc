using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.Teams;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Equipment;

/// <summary>What a team works with.</summary>
/// <param name="TeamId">The team.</param>
/// <param name="Version">0 while nothing was ever said; each change adds one. Also the ETag.</param>
/// <param name="Items">The list, in the order in which it was sent.</param>
public sealed record EquipmentResponse(Guid TeamId, int Version, IReadOnlyList<EquipmentEntry> Items)
{
    internal static EquipmentResponse Of(TeamEquipment equipment) =>
        new(equipment.TeamId, equipment.Version, [.. equipment.Entries]);
}

public static class GetEquipment
{
    /// <summary>Reads what a team works with.</summary>
    public static async Task<Results<Ok<EquipmentResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpResponse response,
        Caller caller,
        RegistryDbContext db,
        CancellationToken cancellationToken
    )
    {
        var (team, problem) = await db.FindTeamAsync(id, caller, cancellationToken);
        if (team is null)
            return problem!;
        var equipment =
            await db
                .TeamEquipment.AsNoTracking()
                .Include(each => each.Items)
                .SingleOrDefaultAsync(each => each.TeamId == id, cancellationToken)
            ?? new TeamEquipment(id);
        response.SetETag(equipment.Version);
        return TypedResults.Ok(EquipmentResponse.Of(equipment));
    }
}
