using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Needs;

/// <summary>A unit with all that stands below it in today's tree, and which requirements hold where.</summary>
/// <param name="UnitId">The unit.</param>
/// <param name="Today">The day of the tree.</param>
/// <param name="Requirements">Ids of the requirements in force.</param>
/// <param name="Scopes">For each of them what stands today in the place of its unit.</param>
/// <param name="Above">Which of those scopes stand above the unit, or are it.</param>
internal sealed record UnitReach(int UnitId, DateOnly Today, Guid[] Requirements, int[] Scopes, int[] Above)
{
    /// <summary>
    /// The table <c>tree</c>: each unit once, with the branch that it belongs to (the unit right below the root; null for
    /// the root and what ended in its place) and the scopes that reach it. What ended hangs under its heir, or where it hung last.
    /// {0} the root, {1} today, {2} all scopes, {3} those above.
    /// </summary>
    public const string Tree = """
        WITH RECURSIVE tree AS (
            SELECT id, level, NULL::integer AS branch, {3} AS scopes FROM units WHERE id = {0}
            UNION ALL
            SELECT below.id, below.level,
                coalesce(tree.branch, CASE WHEN below.level > tree.level THEN below.id END),
                CASE WHEN below.id = ANY({2}) THEN tree.scopes || below.id ELSE tree.scopes END
            FROM tree
            JOIN unit_placements AS placed ON placed.parent_id = tree.id AND placed.valid_from <= {1}
                AND (placed.valid_to IS NULL OR placed.valid_to > placed.valid_from)
                AND NOT EXISTS (
                    SELECT FROM unit_placements AS later
                    WHERE later.unit_id = placed.unit_id AND later.valid_from > placed.valid_from
                        AND later.valid_from <= {1} AND (later.valid_to IS NULL OR later.valid_to > later.valid_from)
                )
            JOIN units AS below ON below.id = placed.unit_id
        )
        """;

    /// <param name="db">The database.</param>
    /// <param name="unitId">The unit.</param>
    /// <param name="asOf">The day on which the requirements hold.</param>
    /// <param name="today">The day of the tree.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<UnitReach> OfAsync(
        TrainingDbContext db,
        int unitId,
        DateOnly asOf,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        var inForce = await db
            .TrainingRequirements.Where(requirement => requirement.ValidFrom <= asOf)
            .Where(requirement => requirement.ValidTo == null || requirement.ValidTo > asOf)
            .Select(requirement => new { requirement.Id, requirement.UnitId })
            .ToListAsync(cancellationToken);
        var chains = await db.ChainsAsync(
            inForce.Select(requirement => requirement.UnitId).Append(unitId),
            today,
            cancellationToken
        );
        var scopes = inForce.ConvertAll(requirement => chains[requirement.UnitId].Lowest.Id);
        return new UnitReach(
            unitId,
            today,
            [.. inForce.Select(requirement => requirement.Id)],
            [.. scopes],
            [.. scopes.Distinct().Where(chains[unitId].Holds)]
        );
    }
}
