using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.Teams;
using CongNgheSo.Services.Registry.Units;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Reorganizations;

/// <summary>Gives villages and teams of shared units to one of those that share them, from the act's day on.</summary>
public sealed class WorklistWriter(RegistryDbContext db, TreeWriter tree, Caller caller, TimeProvider clock)
{
    /// <summary>Writes what can be written and says what became of each row; null where there is no such act.</summary>
    public async Task<IReadOnlyList<Outcome>?> WriteAsync(
        Guid id,
        IReadOnlyList<AssignmentRow> rows,
        bool dryRun,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockTreeAsync(cancellationToken);
        var worklist = await Worklist.ReadAsync(db, id, [caller.Unit], clock.Today(), cancellationToken);
        if (worklist is null)
            return null;
        var items = (await worklist.ItemsAsync(db, cancellationToken)).ToDictionary(item => item.Item);
        var given = await db
            .WorklistAssignments.Where(assignment => assignment.ReorganizationId == id)
            .ToDictionaryAsync(assignment => assignment.Item, cancellationToken);
        var villages = await ReadVillagesAsync(rows, cancellationToken);
        var stays = new Dictionary<int, IReadOnlyList<(int, DateOnly)>>();
        var moved = new HashSet<Unit>();
        var teams = new List<(Guid Team, Unit To)>();
        // All of the act's is read only where somebody asks for what is not theirs.
        Func<string, Refusal>? refusals = null;
        var outcomes = new List<Outcome>();
        foreach (var row in rows)
            outcomes.Add(await AssignAsync(row));
        if (dryRun || outcomes.TrueForAll(outcome => !outcome.IsNew))
            return outcomes;

        await db.SaveChangesAsync(cancellationToken);
        await tree.TellOfAsync([.. moved], [], cancellationToken);
        var (today, now) = (clock.Today(), clock.GetUtcNow());
        foreach (var (team, to) in teams)
            db.Outbox.AddRange(
                (await db.MoveTeamAsync(team, to, worklist.Act.EffectiveOn, today, now, cancellationToken)).Events
            );
        var followed = await db.MoveTeamsAsync([.. moved.Select(unit => unit.Id)], today, now, cancellationToken);
        db.Outbox.AddRange(followed.Events);
        await tree.CommitAsync(cancellationToken);
        return outcomes;

        async Task<Outcome> AssignAsync(AssignmentRow row)
        {
            var (item, day) = (row.Item!.Trim().ToLowerInvariant(), worklist.Act.EffectiveOn);
            if (!items.TryGetValue(item, out var waiting))
                return (refusals ??= await Worklist.RefusalsAsync(db, id, clock.Today(), cancellationToken))(item);
            var (to, refusal) = await FindSuccessorAsync(
                worklist,
                waiting,
                row.SuccessorCode!.Trim(),
                cancellationToken
            );
            if (to is null)
                return (Outcome)refusal!;
            if (!given.TryGetValue(item, out var assignment))
                db.WorklistAssignments.Add(given[item] = assignment = new WorklistAssignment(id, item));
            else if (assignment.SuccessorId == to.Id)
                return new Outcome(IsNew: false);
            assignment.To(to.Id, caller.ClientId, clock.GetUtcNow());
            if (waiting.Kind == "team")
            {
                teams.Add((Guid.Parse(item), to));
                return new Outcome(IsNew: true);
            }
            if (!stays.TryGetValue(to.Id, out var along))
                stays[to.Id] = along = await db.StaysFromAsync(to, day, cancellationToken);
            var village = villages[item];
            village.PlaceAlong(along);
            if (moved.Add(village))
                village.Moved();
            return new Outcome(IsNew: true);
        }
    }

    /// <summary>The unit that is meant, where the act lets it be.</summary>
    private async Task<(Unit?, Refusal?)> FindSuccessorAsync(
        Worklist worklist,
        WorklistItem item,
        string code,
        CancellationToken cancellationToken
    )
    {
        var ended = worklist.Ended.Values.First(unit => unit.Code == item.From.Code);
        var candidates = worklist.CandidatesOf(ended.Id).ToList();
        if (candidates.Count > 0)
            return candidates.Find(candidate => candidate.Unit.Code == code).Unit is { } shared
                ? (shared, null)
                : (null, NotAllowed(string.Join(", ", candidates.Select(candidate => candidate.Unit.Code))));
        var day = worklist.Act.EffectiveOn;
        var found = await db
            .Units.On(day)
            .SingleOrDefaultAsync(unit => unit.Code == code && unit.Level == 3, cancellationToken);
        var province = UnitPath.Province(ended.Path);
        if (found is not null)
        {
            var at = await db.UnitsAtAsync([found.Id], day > clock.Today() ? day : clock.Today(), cancellationToken);
            if (UnitPath.IsWithin(at[found.Id].Path, province))
                return (found, null);
        }
        return (null, NotAllowed(province));

        Refusal NotAllowed(string allowed) =>
            new(ReorganizationProblems.SuccessorNotAllowed, "successorCode", item.Item, allowed);
    }

    private Task<Dictionary<string, Unit>> ReadVillagesAsync(
        IReadOnlyList<AssignmentRow> rows,
        CancellationToken cancellationToken
    )
    {
        var codes = rows.Select(row => row.Item!.Trim()).ToArray();
        return db
            .Units.Include(unit => unit.Placements)
            .Where(unit => unit.Level == 4 && codes.Contains(unit.Code))
            .ToDictionaryAsync(unit => unit.Code, cancellationToken);
    }
}
