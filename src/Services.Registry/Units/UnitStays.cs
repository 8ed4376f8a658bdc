using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Units;

/// <summary>What comes after a unit.</summary>
public static class UnitStays
{
    /// <summary>
    /// The unit from a day on, and after it its heirs, one after another: where whatever belongs to it hangs. It ends with
    /// the first that stands, or that several share.
    /// </summary>
    public static async Task<IReadOnlyList<(int ParentId, DateOnly From)>> StaysFromAsync(
        this RegistryDbContext db,
        Unit unit,
        DateOnly from,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(unit);
        var stays = new List<(int, DateOnly)> { (unit.Id, from) };
        for (var at = unit; at.ValidTo is { } end; )
        {
            var edges = await db
                .UnitSuccessions.Where(edge => edge.PredecessorId == at.Id && edge.Day == end)
                .ToListAsync(cancellationToken);
            var heir = edges is [var only] ? only : edges.SingleOrDefault(edge => edge.IsPrimary);
            if (heir is null)
                break;
            at = await db.Units.SingleAsync(next => next.Id == heir.SuccessorId, cancellationToken);
            stays.Add((at.Id, end));
        }
        return stays;
    }
}
