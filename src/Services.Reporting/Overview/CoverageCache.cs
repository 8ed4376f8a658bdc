using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Overview;

/// <summary>
/// The coverage in this process's memory, for as long as no team and no unit changes: none is ever deleted, and each change
/// adds one to a version, so that no two states have the same sums.
/// </summary>
public sealed class CoverageCache
{
    private const int MaxDays = 32;

    private volatile Kept kept = new(new Stamp(-1, -1, -1), []);

    internal async Task<IReadOnlyList<CommuneCoverage>> ReadAsync(
        ReportingDbContext db,
        DateOnly day,
        CancellationToken cancellationToken
    )
    {
        // Asked first: what is committed while we read is found by the next look.
        var stamp = (
            await db
                .Database.SqlQuery<Stamp>(
                    $"""
                    SELECT (SELECT tree_generation FROM rollup_lock) AS "Tree",
                        (SELECT coalesce(sum(version), 0)::bigint FROM units) AS "Units",
                        (SELECT coalesce(sum(version), 0)::bigint FROM teams) AS "Teams"
                    """
                )
                .ToListAsync(cancellationToken)
        )[0];
        var known = kept;
        if (known.Stamp != stamp || known.Days.Count >= MaxDays)
            kept = known = new Kept(stamp, []);
        if (!known.Days.TryGetValue(day, out var coverage))
            known.Days[day] = coverage = await CommuneCoverage.ReadAsync(db, day, cancellationToken);
        return coverage;
    }

    private sealed record Stamp(long Tree, long Units, long Teams);

    private sealed record Kept(Stamp Stamp, ConcurrentDictionary<DateOnly, IReadOnlyList<CommuneCoverage>> Days);
}
