using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Registry.Teams;
using CongNgheSo.Services.Registry.Units;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Reorganizations;

/// <summary>Why an act is taken back.</summary>
/// <param name="Reason">Why, up to 500 characters.</param>
public sealed record RevokeReorganizationRequest(string? Reason);

public sealed class RevokeReorganizationRules : AbstractValidator<RevokeReorganizationRequest>
{
    public RevokeReorganizationRules() => RuleFor(request => request.Reason).NotEmpty().MaximumLength(500);
}

public static class RevokeReorganization
{
    /// <summary>Takes a wrong act back, as if it had never been, while nothing depends on it.</summary>
    /// <remarks>
    /// Answers 200, also when it was revoked before for the same reason; 409 once something was built on it: a later change of
    /// its units, villages or teams registered in those it opened, or decisions from its worklist.
    /// </remarks>
    public static async Task<Results<Ok<ReorganizationSummary>, ProblemHttpResult>> Handle(
        Guid id,
        RevokeReorganizationRequest request,
        Caller caller,
        RegistryDbContext db,
        TreeWriter tree,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (caller.Unit != UnitPath.Nation)
            return CommonProblems.UnitOutOfScope.Result(UnitPath.Nation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var units = await tree.LockAndReadAsync(cancellationToken);
        if (await db.Reorganizations.FindAsync([id], cancellationToken) is not { } act)
            return ReorganizationProblems.NotFound.Result(id);
        var reason = VietnameseText.Clean(request.Reason!);
        if (act.RevokedAt is not null)
            return act.RevocationReason == reason
                ? TypedResults.Ok(ReorganizationSummary.Of(act))
                : ReorganizationProblems.AlreadyRevoked.Result(id);
        if (await DependentAsync(db, act, units, cancellationToken) is { } dependent)
            return ReorganizationProblems.Depended.Result(dependent);

        var heirs = act.Inherited.Zip(act.Heirs).ToDictionary();
        var replaced = act.Replaced.Zip(act.ReplacedParents).ToDictionary();
        var byId = units.ToDictionary(unit => unit.Id);
        foreach (var unit in act.Opened.Select(unit => byId[unit]))
            unit.Close(act.EffectiveOn);
        foreach (var unit in act.Closed.Union(act.Moved).Select(unit => byId[unit]))
            unit.Restore(act.EffectiveOn, replaced.TryGetValue(unit.Id, out var parent) ? parent : null);
        act.Revoke(reason, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        var edges = await db.UnitSuccessions.Where(edge => edge.ReorganizationId == id).ToListAsync(cancellationToken);
        db.UnitSuccessions.RemoveRange(edges);
        await tree.TellOfAsync(edges, act, cancellationToken);
        var villages = await db.ReturnAsync(heirs, act.EffectiveOn, cancellationToken);
        await db.ReturnTeamsAsync(act.Inherited, act.Heirs, act.EffectiveOn, cancellationToken);
        var changed = act.Opened.Union(act.Closed).Union(act.Moved).Select(unit => byId[unit]);
        await tree.TellOfAsync([.. changed.OrderBy(unit => unit.Level)], villages, cancellationToken);
        await tree.MoveTeamsAsync(cancellationToken);
        await tree.CommitAsync(cancellationToken);
        return TypedResults.Ok(ReorganizationSummary.Of(act));
    }

    /// <summary>Something that was built on the act; null while there is nothing.</summary>
    private static async Task<string?> DependentAsync(
        RegistryDbContext db,
        Reorganization act,
        IReadOnlyList<Unit> units,
        CancellationToken cancellationToken
    )
    {
        var (day, touched) = (act.EffectiveOn, act.Opened.Union(act.Closed).Union(act.Moved).ToHashSet());
        if (units.FirstOrDefault(unit => touched.Contains(unit.Id) && unit.LastChange > day) is { } later)
            return later.Code;
        var hung = units.FirstOrDefault(unit =>
            unit.Parent is { } parent && act.Opened.Contains(parent) && !touched.Contains(unit.Id)
        );
        if (hung is not null)
            return hung.Code;
        var sameDay = await db
            .UnitSuccessions.Where(edge => edge.ReorganizationId != act.Id && edge.Day == day)
            .Where(edge => act.Opened.Contains(edge.PredecessorId) || act.Opened.Contains(edge.SuccessorId))
            .Select(edge => (Guid?)edge.ReorganizationId)
            .FirstOrDefaultAsync(cancellationToken);
        if (sameDay is not null)
            return sameDay.ToString();
        if (
            await db
                .WorklistAssignments.Where(given => given.ReorganizationId == act.Id)
                .Select(given => given.Item)
                .FirstOrDefaultAsync(cancellationToken) is
            { } given
        )
            return given;
        var village = await db
            .Units.Where(unit => unit.Level == 4)
            .Where(unit =>
                unit.Placements.Any(placement =>
                    act.Opened.Contains(placement.ParentId)
                    && !unit.Placements.Any(before => before.ValidTo == day && act.Closed.Contains(before.ParentId))
                )
            )
            .Select(unit => unit.Code)
            .FirstOrDefaultAsync(cancellationToken);
        if (village is not null)
            return village;
        var team = await db
            .Teams.Where(team => act.Opened.Contains(team.UnitId))
            .Where(team => !team.EarlierUnits.Any(unit => act.Closed.Contains(unit)))
            .Select(team => (Guid?)team.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return team?.ToString();
    }
}
