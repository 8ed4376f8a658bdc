using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Registry.Units;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Reorganizations;

/// <summary>A village or a team of a unit that several share.</summary>
/// <param name="Item">The village's code, or the team's id.</param>
/// <param name="Kind">"village" or "team".</param>
/// <param name="Name">Full name of the village; the team's own name, where it has one.</param>
/// <param name="From">The unit that ended.</param>
/// <param name="Candidates">The units that share it; none where nobody knows: then any commune of the province will do.</param>
/// <param name="AssignedTo">Code of the one that it was given to; null while it waits.</param>
/// <param name="AssignedAt">When it was (UTC).</param>
public sealed record WorklistItem(
    string Item,
    string Kind,
    string? Name,
    WorklistUnit From,
    IReadOnlyList<WorklistUnit> Candidates,
    string? AssignedTo,
    DateTimeOffset? AssignedAt
);

/// <param name="Code">Its code.</param>
/// <param name="FullName">Name with the type.</param>
/// <param name="Population">"all", "some" or "none" of the people went there; null where the act does not say.</param>
public sealed record WorklistUnit(string Code, string FullName, string? Population);

/// <summary>What an act leaves to people to decide.</summary>
internal sealed class Worklist
{
    private readonly Dictionary<int, UnitAt> ended;
    private readonly ILookup<int, (Unit Unit, string? Population)> candidates;

    private Worklist(Reorganization act, Dictionary<int, UnitAt> ended, ILookup<int, (Unit, string?)> candidates) =>
        (Act, this.ended, this.candidates) = (act, ended, candidates);

    public Reorganization Act { get; }

    /// <summary>The units that ended without an heir, within what the caller may touch; by id.</summary>
    public IReadOnlyDictionary<int, UnitAt> Ended => ended;

    public IEnumerable<(Unit Unit, string? Population)> CandidatesOf(int ended) => candidates[ended];

    /// <summary>The act's worklist; null where there is no such act, or it was revoked.</summary>
    public static async Task<Worklist?> ReadAsync(
        RegistryDbContext db,
        Guid id,
        string[] within,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        var act = await db.Reorganizations.AsNoTracking().SingleOrDefaultAsync(act => act.Id == id, cancellationToken);
        if (act is null or { RevokedAt: not null })
            return null;
        var shared = act.Closed.Except(act.Inherited).ToArray();
        var asOf = act.EffectiveOn > today ? act.EffectiveOn : today;
        var ended = await db.UnitsAtAsync(shared, asOf, cancellationToken);
        foreach (
            var unit in ended.Values.Where(unit =>
                !Array.TrueForAll(within, code => UnitPath.IsWithin(unit.Path, code))
            )
        )
            ended.Remove(unit.Id);
        var edges = await (
            from edge in db.UnitSuccessions
            join successor in db.Units on edge.SuccessorId equals successor.Id
            where edge.ReorganizationId == id && ended.Keys.Contains(edge.PredecessorId)
            orderby successor.Code
            select new
            {
                edge.PredecessorId,
                Successor = successor,
                edge.Population,
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return new Worklist(
            act,
            ended,
            edges.ToLookup(edge => edge.PredecessorId, edge => (edge.Successor, (string?)edge.Population))
        );
    }

    /// <summary>
    /// Why somebody cannot have an item that is not among theirs: the unit that it waits under is out of their reach (403),
    /// or the act leaves no such thing open (404).
    /// </summary>
    public static async Task<Func<string, Refusal>> RefusalsAsync(
        RegistryDbContext db,
        Guid id,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        var whole = await ReadAsync(db, id, [], today, cancellationToken);
        var items = whole is null ? [] : await whole.ItemsAsync(db, cancellationToken);
        var units = items.ToDictionary(item => item.Item, item => item.From.Code);
        return item =>
            units.TryGetValue(item, out var unit)
                ? new Refusal(CommonProblems.UnitOutOfScope, "item", unit)
                : new Refusal(ReorganizationProblems.ItemUnknown, "item", item);
    }

    /// <summary>All its items, villages before teams, by code and id.</summary>
    public async Task<List<WorklistItem>> ItemsAsync(RegistryDbContext db, CancellationToken cancellationToken)
    {
        var (day, units) = (Act.EffectiveOn, ended.Keys.ToArray());
        var assigned = await (
            from assignment in db.WorklistAssignments
            join successor in db.Units on assignment.SuccessorId equals successor.Id
            where assignment.ReorganizationId == Act.Id
            select new
            {
                assignment.Item,
                successor.Code,
                assignment.AssignedAt,
            }
        ).ToDictionaryAsync(assignment => assignment.Item, cancellationToken);
        var villages = await (
            from unit in db.Units
            from placement in unit.Placements
            where unit.Level == 4 && placement.ValidFrom < day && units.Contains(placement.ParentId)
            where placement.ValidTo == null || placement.ValidTo == day
            orderby unit.Code
            select new
            {
                unit.Code,
                unit.FullName,
                placement.ParentId,
            }
        ).ToListAsync(cancellationToken);
        var teams = await db
            .Teams.Where(team => units.Contains(team.UnitId) || team.EarlierUnits.Any(unit => units.Contains(unit)))
            .OrderBy(team => team.Id)
            .Select(team => new
            {
                team.Id,
                team.Name,
                team.UnitId,
                team.EarlierUnits,
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. villages.Select(village => ItemOf(village.Code, "village", village.FullName, village.ParentId)),
            .. teams.Select(team =>
                ItemOf(
                    team.Id.ToString(),
                    "team",
                    team.Name,
                    team.EarlierUnits.Append(team.UnitId).First(unit => ended.ContainsKey(unit))
                )
            ),
        ];

        WorklistItem ItemOf(string item, string kind, string? name, int from) =>
            new(
                item,
                kind,
                name,
                new WorklistUnit(ended[from].Code, ended[from].FullName, null),
                [
                    .. candidates[from]
                        .Select(pair => new WorklistUnit(pair.Unit.Code, pair.Unit.FullName, pair.Population)),
                ],
                assigned.GetValueOrDefault(item)?.Code,
                assigned.GetValueOrDefault(item)?.AssignedAt
            );
    }
}
