using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Reorganizations;

/// <summary>
/// What is kept under a unit's code rather than under the unit: codes are used again, so it must not stay for whoever
/// bears the code next.
/// </summary>
internal static class CodeHeirs
{
    /// <summary>
    /// From the day on, channels and support points of units that ended belong to the heir's code, where the heir has no
    /// support point of its own; policies and names of kinds end with their unit. Where the heir bears the same code, all of
    /// it goes on.
    /// </summary>
    /// <param name="closed">Ids of the units that ended.</param>
    /// <param name="inherited">Ids of those that have an heir.</param>
    /// <param name="heirs">The heir of each.</param>
    public static async Task HandOverCodesAsync(
        this RegistryDbContext db,
        int[] closed,
        int[] inherited,
        int[] heirs,
        DateOnly day,
        CancellationToken cancellationToken
    )
    {
        var codes = await db
            .Database.SqlQuery<EndedCode>(
                $"""
                SELECT ended.code AS "Ended", heir.code AS "Heir"
                FROM unnest({closed}) AS gone (id) JOIN units AS ended USING (id)
                LEFT JOIN unnest({inherited}, {heirs}) AS pair (ended_id, heir_id) ON ended_id = ended.id
                LEFT JOIN units AS heir ON heir.id = heir_id
                WHERE heir.code IS DISTINCT FROM ended.code
                """
            )
            .ToListAsync(cancellationToken);
        var ended = codes.Select(code => code.Ended).ToArray();
        var moved = codes.Where(code => code.Heir is not null).ToList();
        var (from, to) = (moved.Select(code => code.Ended).ToArray(), moved.Select(code => code.Heir).ToArray());
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE composition_policies SET valid_to = {day}, version = version + 1
            WHERE unit_code = ANY({ended}) AND valid_from < {day} AND (valid_to IS NULL OR valid_to > {day})
            """,
            cancellationToken
        );
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE team_kind_names SET valid_to = {day}
            WHERE unit_code = ANY({ended}) AND valid_from < {day} AND (valid_to IS NULL OR valid_to > {day})
            """,
            cancellationToken
        );
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE channels SET unit_code = pair.heir, version = version + 1
            FROM unnest({from}, {to}) AS pair (ended, heir) WHERE unit_code = pair.ended
            """,
            cancellationToken
        );
        await db.Database.ExecuteSqlAsync(
            $"""
            CREATE TEMPORARY TABLE left_points ON COMMIT DROP AS
                SELECT point.*, pair.heir FROM support_points AS point
                JOIN unnest({from}, {to}) AS pair (ended, heir) ON unit_code = pair.ended
            """,
            cancellationToken
        );
        await db.Database.ExecuteSqlAsync(
            $"DELETE FROM support_points WHERE unit_code = ANY({ended})",
            cancellationToken
        );
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO support_points (unit_code, version, body_name, phone, email, hours, recorded_by, recorded_at)
            SELECT DISTINCT ON (heir) heir, version, body_name, phone, email, hours, recorded_by, recorded_at
            FROM left_points ORDER BY heir, unit_code
            ON CONFLICT DO NOTHING
            """,
            cancellationToken
        );
        await db.Database.ExecuteSqlAsync($"DROP TABLE left_points", cancellationToken);
    }

    private sealed record EndedCode(string Ended, string? Heir);
}
