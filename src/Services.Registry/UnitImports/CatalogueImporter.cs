using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Registry.Units;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.UnitImports;

/// <summary>What a catalogue changed, or would change.</summary>
/// <param name="ValidFrom">The day from which it holds.</param>
/// <param name="DryRun">True where nothing was written because the caller asked only what would happen.</param>
/// <param name="Opened">Units that are new on that day, or bear a new name or type.</param>
/// <param name="Closed">Units that ended on that day, because they are gone or bear a new name or type.</param>
/// <param name="Moved">Units that stay what they are and hang under another unit (or another identity of the same code).</param>
/// <param name="Corrected">Units of that very day whose name or type a second import put right.</param>
/// <param name="Unchanged">Units that stay what and where they are.</param>
/// <param name="VillagesMoved">Villages that follow their commune's code to its new identity.</param>
/// <param name="TeamsMoved">Teams whose unit or path changed.</param>
/// <param name="MembersMoved">Members of those teams.</param>
public sealed record CatalogueAnswer(
    DateOnly ValidFrom,
    bool DryRun,
    int Opened,
    int Closed,
    int Moved,
    int Corrected,
    int Unchanged,
    int VillagesMoved,
    int TeamsMoved,
    int MembersMoved
);

/// <summary>Makes a catalogue the tree from a day on, in one transaction with the events that tell of it.</summary>
public sealed class CatalogueImporter(RegistryDbContext db, TimeProvider clock)
{
    /// <returns>What changed; or why the catalogue cannot be taken.</returns>
    public async Task<(CatalogueAnswer?, Refusal?)> ImportAsync(
        Catalogue catalogue,
        DateOnly validFrom,
        bool dryRun,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        if (validFrom > clock.Today())
            return (null, new(UnitImportProblems.InFuture, "validFrom", validFrom));
        db.ChangeTracker.Clear();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockTreeAsync(cancellationToken);
        if (await LatestAsync(cancellationToken) is { } latest && validFrom < latest)
            return (null, new(UnitImportProblems.BeforeLatest, "validFrom", latest));

        var change = new CatalogueChange(
            await db
                .Units.Include(unit => unit.Placements)
                .Where(unit => unit.Level < 4 && (unit.ValidTo == null || unit.ValidFrom == validFrom))
                .ToListAsync(cancellationToken),
            validFrom,
            unit => db.Units.Add(unit)
        );
        change.Apply(catalogue);
        var villages = await MoveVillagesAsync(change, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);

        var now = clock.GetUtcNow();
        var changed = change.Changed.Concat(villages).ToList();
        var paths = await db.UnitsAtAsync([.. changed.Select(unit => unit.Id)], clock.Today(), cancellationToken);
        db.Outbox.AddRange(RegistryEvents.Units(changed.Select(unit => (unit.ToFact(), paths[unit.Id].Path)), now));
        var (teams, members) = await MovedTeams.FollowAsync(db, change.Successors, clock, cancellationToken);
        db.Outbox.AddRange(RegistryEvents.Teams(teams, now).Concat(RegistryEvents.Members(members, now)));
        var answer = new CatalogueAnswer(
            validFrom,
            dryRun,
            change.Opened,
            change.Closed,
            change.Moved,
            change.Corrected,
            change.Unchanged,
            villages.Count,
            teams.Count,
            members.Count
        );
        if (dryRun || changed.Count == 0)
            return (answer, null);
        await db.SaveChangesAsync(cancellationToken);
        await db.StampTreeAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (answer, null);
    }

    /// <summary>The last day on which the catalogue changed; null while there is none.</summary>
    private async Task<DateOnly?> LatestAsync(CancellationToken cancellationToken)
    {
        var units = db.Units.Where(unit => unit.Level > 0 && unit.Level < 4);
        var opened = await units.MaxAsync(unit => (DateOnly?)unit.ValidFrom, cancellationToken);
        var closed = await units.MaxAsync(unit => unit.ValidTo, cancellationToken);
        var moved = await units
            .SelectMany(unit => unit.Placements)
            .MaxAsync(placement => (DateOnly?)placement.ValidFrom, cancellationToken);
        return new[] { opened, closed, moved }.Max();
    }

    /// <summary>The villages of a commune that goes on under its code hang under its new identity.</summary>
    private async Task<List<Unit>> MoveVillagesAsync(CatalogueChange change, CancellationToken cancellationToken)
    {
        if (change.Successors.Count == 0)
            return [];
        var closed = change.Successors.Keys.ToArray();
        var villages = await db
            .Units.Include(unit => unit.Placements)
            .Where(unit => unit.Level == 4 && unit.ValidTo == null)
            .Where(unit =>
                unit.Placements.Any(placement => placement.ValidTo == null && closed.Contains(placement.ParentId))
            )
            .ToListAsync(cancellationToken);
        foreach (var village in villages)
        {
            var commune = village.Placements.Single(placement => placement.ValidTo is null).ParentId;
            village.PlaceUnder(change.Successors[commune], change.Day);
            village.Moved();
        }
        return villages;
    }
}
