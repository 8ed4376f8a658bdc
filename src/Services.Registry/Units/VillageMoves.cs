using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Units;

/// <summary>Villages by the thousand: they follow their commune's heir without being read one by one.</summary>
internal static class VillageMoves
{
    /// <summary>Hangs the villages of units that end on <paramref name="day"/> under those that take them.</summary>
    /// <param name="heirs">From the id of a unit that ended to that of its heir.</param>
    /// <returns>The ids of the villages that moved.</returns>
    public static async Task<int[]> FollowAsync(
        this RegistryDbContext db,
        IReadOnlyDictionary<int, int> heirs,
        DateOnly day,
        CancellationToken cancellationToken
    )
    {
        var moved = await db
            .Database.SqlQuery<int>(
                $"""
                WITH heir AS (
                    SELECT * FROM unnest({heirs.Keys.ToArray()}, {heirs.Values.ToArray()}) AS heir (closed_id, heir_id)
                ), village AS (
                    SELECT placed.unit_id, placed.valid_from, heir.heir_id
                    FROM heir JOIN unit_placements AS placed ON placed.parent_id = heir.closed_id
                    JOIN units ON units.id = placed.unit_id
                    WHERE units.level = 4 AND units.valid_to IS NULL AND placed.valid_to IS NULL
                ), ended AS (
                    UPDATE unit_placements AS placed SET
                        valid_to = CASE WHEN placed.valid_from < {day} THEN {day} END,
                        parent_id = CASE WHEN placed.valid_from < {day} THEN placed.parent_id ELSE village.heir_id END
                    FROM village
                    WHERE placed.unit_id = village.unit_id AND placed.valid_from = village.valid_from
                    RETURNING placed.unit_id
                ), began AS (
                    INSERT INTO unit_placements (unit_id, parent_id, valid_from)
                    SELECT unit_id, heir_id, {day} FROM village WHERE valid_from < {day}
                    RETURNING unit_id
                )
                SELECT unit_id AS "Value" FROM ended
                """
            )
            .ToArrayAsync(cancellationToken);
        await db.CountAsMovedAsync(moved, cancellationToken);
        return moved;
    }

    /// <summary>Puts villages back where they hung before <paramref name="day"/>.</summary>
    /// <param name="heirs">As they were given to <see cref="FollowAsync"/>.</param>
    public static async Task<int[]> ReturnAsync(
        this RegistryDbContext db,
        IReadOnlyDictionary<int, int> heirs,
        DateOnly day,
        CancellationToken cancellationToken
    )
    {
        var moved = await db
            .Database.SqlQuery<int>(
                $"""
                WITH heir AS (
                    SELECT * FROM unnest({heirs.Keys.ToArray()}, {heirs.Values.ToArray()}) AS heir (closed_id, heir_id)
                ), village AS (
                    SELECT now.unit_id, before.valid_from
                    FROM heir JOIN unit_placements AS before ON before.parent_id = heir.closed_id AND before.valid_to = {day}
                    JOIN unit_placements AS now ON now.unit_id = before.unit_id
                        AND now.valid_from = {day} AND now.parent_id = heir.heir_id
                    JOIN units ON units.id = now.unit_id AND units.level = 4
                ), ended AS (
                    DELETE FROM unit_placements USING village
                    WHERE unit_placements.unit_id = village.unit_id AND unit_placements.valid_from = {day}
                ), began AS (
                    UPDATE unit_placements AS placed SET valid_to = NULL FROM village
                    WHERE placed.unit_id = village.unit_id AND placed.valid_from = village.valid_from
                    RETURNING placed.unit_id
                )
                SELECT unit_id AS "Value" FROM began
                """
            )
            .ToArrayAsync(cancellationToken);
        await db.CountAsMovedAsync(moved, cancellationToken);
        return moved;
    }

    private static Task<int> CountAsMovedAsync(
        this RegistryDbContext db,
        int[] villages,
        CancellationToken cancellationToken
    ) =>
        db
            .Units.Where(unit => villages.Contains(unit.Id))
            .ExecuteUpdateAsync(
                set => set.SetProperty(unit => unit.Version, unit => unit.Version + 1),
                cancellationToken
            );
}
