using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Registry.Teams;
using CongNgheSo.Services.Registry.Units;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Reorganizations;

/// <summary>How much followed a change of the tree by itself.</summary>
public sealed record Followers(int Villages, int Teams, int Members);

/// <summary>
/// What every change of the tree has in common: units, villages, teams and members, and the events that tell of them. The
/// caller holds the transaction.
/// </summary>
public sealed class TreeWriter(RegistryDbContext db, TimeProvider clock)
{
    /// <summary>Long enough for the merger of a nation.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private const int VillagesAtATime = 5_000;

    /// <summary>Has the tree alone, and reads all of it above the villages.</summary>
    public async Task<List<Unit>> LockAndReadAsync(CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        db.Database.SetCommandTimeout(Patience);
        await db.LockTreeAsync(cancellationToken);
        return await db
            .Units.Include(unit => unit.Placements)
            .Where(unit => unit.Level < 4)
            .OrderBy(unit => unit.Id)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Writes what the redraw changed, and all that follows it.</summary>
    /// <param name="redraw">Applied, and not refused.</param>
    /// <param name="act">The act, where there is one.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<Followers> WriteAsync(TreeRedraw redraw, Reorganization? act, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(redraw);
        await db.SaveChangesAsync(cancellationToken);
        await WriteSuccessionsAsync(redraw, act?.Id, cancellationToken);
        var edges = redraw.Successions.ConvertAll(edge => new UnitSuccession(
            edge.From.Id,
            edge.To.Id,
            redraw.Day,
            edge.Share,
            act?.Id
        ));
        await TellOfAsync(edges, act, cancellationToken);
        var villages = await db.FollowAsync(redraw.Heirs, redraw.Day, cancellationToken);
        // New units first: who hears of a village that moved there should know them.
        var changed = redraw.Changed.OrderBy(unit => !redraw.Opened.Contains(unit)).ThenBy(unit => unit.Level);
        await TellOfAsync([.. changed], villages, cancellationToken);
        var isToCome = redraw.Day > clock.Today();
        if (!isToCome)
            await db.HandOverCodesAsync(
                [.. redraw.Closed.Select(unit => unit.Id)],
                [.. redraw.Heirs.Keys],
                [.. redraw.Heirs.Values],
                redraw.Day,
                cancellationToken
            );
        var move = isToCome
            ? await ForeseeTeamsAsync(redraw.Day, cancellationToken)
            : await MoveTeamsAsync(cancellationToken);
        return new Followers(villages.Length, move.Teams, move.Members);
    }

    /// <summary>Adds the events of changed units and villages to the outbox.</summary>
    public async Task TellOfAsync(IReadOnlyList<Unit> changed, int[] villages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changed);
        ArgumentNullException.ThrowIfNull(villages);
        await AddAsync(changed);
        foreach (var chunk in villages.Chunk(VillagesAtATime))
            await AddAsync(
                await db
                    .Units.AsNoTracking()
                    .Include(unit => unit.Placements)
                    .Where(unit => chunk.Contains(unit.Id))
                    .OrderBy(unit => unit.Id)
                    .ToListAsync(cancellationToken)
            );

        async Task AddAsync(IReadOnlyList<Unit> units)
        {
            var paths = await db.UnitsAtAsync([.. units.Select(unit => unit.Id)], clock.Today(), cancellationToken);
            var facts = units.Select(unit => (unit.ToFact(), paths[unit.Id].Path));
            db.Outbox.AddRange(RegistryEvents.Units(facts, clock.GetUtcNow()));
        }
    }

    /// <summary>Adds the events of what went where to the outbox, in the successors' provinces.</summary>
    public async Task TellOfAsync(
        IReadOnlyList<UnitSuccession> edges,
        Reorganization? act,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(edges);
        int[] successors = [.. edges.Select(edge => edge.SuccessorId).Distinct()];
        var paths = await db.UnitsAtAsync(successors, clock.Today(), cancellationToken);
        db.Outbox.AddRange(
            RegistryEvents.Successions(
                edges.Select(edge => (edge.ToFact(act), paths[edge.SuccessorId].Path)),
                clock.GetUtcNow()
            )
        );
    }

    /// <summary>Gives all teams their units and paths of today.</summary>
    internal async Task<TeamMove> MoveTeamsAsync(CancellationToken cancellationToken)
    {
        var move = await db.MoveTeamsAsync(null, clock.Today(), clock.GetUtcNow(), cancellationToken);
        db.Outbox.AddRange(move.Events);
        return move;
    }

    /// <summary>What will move on a day to come; nothing moves yet.</summary>
    private async Task<TeamMove> ForeseeTeamsAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var transaction = db.Database.CurrentTransaction!;
        await transaction.CreateSavepointAsync("teams", cancellationToken);
        var move = await db.MoveTeamsAsync(null, day, clock.GetUtcNow(), cancellationToken);
        await transaction.RollbackToSavepointAsync("teams", cancellationToken);
        return move;
    }

    /// <summary>Writes the events, names the tree anew, commits.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        await db.StampTreeAsync(cancellationToken);
        await db.Database.CurrentTransaction!.CommitAsync(cancellationToken);
    }

    private Task<int> WriteSuccessionsAsync(
        TreeRedraw redraw,
        Guid? reorganizationId,
        CancellationToken cancellationToken
    )
    {
        var edges = redraw.Successions;
        // A catalogue that is sent once more for its day draws its edges again.
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO unit_successions (predecessor_id, successor_id, is_partial, is_primary, population, day, reorganization_id)
            SELECT *, {redraw.Day}, {reorganizationId}::uuid FROM unnest(
                {edges.Select(edge => edge.From.Id).ToArray()},
                {edges.Select(edge => edge.To.Id).ToArray()},
                {edges.Select(edge => edge.Share.IsPartial).ToArray()},
                {edges.Select(edge => edge.Share.IsPrimary).ToArray()},
                {edges.Select(edge => edge.Share.Population).ToArray()})
            ON CONFLICT DO NOTHING
            """,
            cancellationToken
        );
    }
}
