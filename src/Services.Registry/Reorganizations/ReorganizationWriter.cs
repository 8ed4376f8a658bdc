using System.Text.Json;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.Units;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Reorganizations;

/// <summary>The one way in for acts, whatever form they come in.</summary>
public sealed class ReorganizationWriter(RegistryDbContext db, TreeWriter tree, Caller caller, TimeProvider clock)
{
    private const int ShownErrors = 1_000;

    /// <param name="id">The client's id for the act, where there is one.</param>
    /// <param name="act">The paper.</param>
    /// <param name="hash">Hash of all that was sent.</param>
    /// <param name="draw">What the act makes of the units given, and what is wrong with it.</param>
    /// <param name="dryRun">Do everything but keep it.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<
        Results<Created<ReorganizationResponse>, Ok<ReorganizationResponse>, ProblemHttpResult>
    > EnactAsync(
        Guid? id,
        LegalAct act,
        long hash,
        Func<IReadOnlyList<Unit>, (Redrawing, IReadOnlyList<RowError>)> draw,
        bool dryRun,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(draw);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var units = await tree.LockAndReadAsync(cancellationToken);
        if (id is not null && await db.Reorganizations.FindAsync([id.Value], cancellationToken) is { } same)
            return same.RecordedHash == hash
                ? TypedResults.Ok(ReorganizationResponse.Of(same))
                : ReorganizationProblems.IdTaken.Result(id);
        var (redrawing, errors) = draw(units);
        var spellings = await UnitSpellings.ReadAsync(db, cancellationToken);
        var redraw = new TreeRedraw(units, act.EffectiveOn, spellings, unit => db.Units.Add(unit));
        if (errors.Count == 0)
            redraw.Apply(redrawing);
        if (errors.Count > 0 || redraw.Refusals.Count > 0)
            return Refused([.. errors, .. redraw.Refusals.Select(pair => Told(pair.Row, pair.Refusal, redrawing))]);

        var now = clock.GetUtcNow();
        var reorganization = new Reorganization(id ?? Guid.CreateVersion7(), act, hash, caller.ClientId, now);
        if (act.EffectiveOn <= clock.Today())
            reorganization.Apply(now);
        var followers = await tree.WriteAsync(redraw, reorganization, cancellationToken);
        var undecided = redraw.Closed.Select(unit => unit.Id).Where(unit => !redraw.Heirs.ContainsKey(unit)).ToArray();
        var effect = EffectOf(redraw, units, followers) with
        {
            VillagesToAssign = await db
                .Units.Where(unit => unit.Level == 4)
                .Where(unit =>
                    unit.Placements.Any(placement =>
                        placement.ValidTo == null && undecided.Contains(placement.ParentId)
                    )
                )
                .OrderBy(unit => unit.Code)
                .Select(unit => unit.Code)
                .ToListAsync(cancellationToken),
            TeamsToAssign = await db
                .Teams.Where(team => undecided.Contains(team.UnitId))
                .OrderBy(team => team.Id)
                .Select(team => team.Id)
                .ToListAsync(cancellationToken),
        };
        reorganization.Take(redraw, JsonSerializer.Serialize(effect));
        var response = ReorganizationResponse.Of(reorganization, dryRun);
        if (dryRun)
            return TypedResults.Ok(response);
        db.Reorganizations.Add(reorganization);
        await tree.CommitAsync(cancellationToken);
        return TypedResults.Created($"/v1/reorganizations/{response.Id}", response);
    }

    /// <summary>What the tree refuses names a unit's code: the row is the first that speaks of it.</summary>
    private static RowError Told(int row, Refusal refusal, Redrawing redrawing) =>
        RowError.Of(
            row > 0
                ? row
                : redrawing.Edges.FirstOrDefault(edge => edge.From == refusal.Field || edge.To == refusal.Field)?.Row
                    ?? 0,
            refusal.Problem.At("", refusal.Arguments)
        );

    private static ProblemHttpResult Refused(IReadOnlyList<RowError> errors)
    {
        var later = errors.Any(error => error.Code == ReorganizationProblems.LaterChange.Code);
        var refused = (later ? ReorganizationProblems.Overtaken : ReorganizationProblems.Refused).Result(errors.Count);
        refused.ProblemDetails.Extensions["errors"] = errors.OrderBy(error => error.Row).Take(ShownErrors).ToArray();
        return refused;
    }

    private static ReorganizationEffect EffectOf(TreeRedraw redraw, IReadOnlyList<Unit> units, Followers followers)
    {
        var codes = units
            .Concat(redraw.Opened)
            .DistinctBy(unit => unit.Id)
            .ToDictionary(unit => unit.Id, unit => unit.Code);
        var successors = redraw.Successions.ToLookup(edge => edge.From, edge => edge.To.Code);
        return new ReorganizationEffect(
            List(redraw.Opened),
            List(redraw.Closed),
            List(redraw.Moved.Where(unit => unit.ValidTo is null)),
            redraw.Unchanged,
            followers.Villages,
            followers.Teams,
            followers.Members,
            [],
            []
        );

        IReadOnlyList<EffectUnit> List(IEnumerable<Unit> some) =>
            [
                .. some.OrderBy(unit => unit.Level)
                    .ThenBy(unit => unit.Code, StringComparer.Ordinal)
                    .Select(unit =>
                        unit.ValidTo is null
                            ? new EffectUnit(unit.Code, unit.FullName, unit.Level, codes[unit.Parent!.Value], null)
                            : new EffectUnit(unit.Code, unit.FullName, unit.Level, null, [.. successors[unit]])
                    ),
            ];
    }
}
