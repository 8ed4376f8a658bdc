using CongNgheSo.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.PlanTargets;

/// <summary>What a target was, or would be, split into.</summary>
/// <param name="TargetId">The target.</param>
/// <param name="DryRun">True where nothing was written because the caller asked only what would happen.</param>
/// <param name="Written">Targets that are new or have another value than before.</param>
/// <param name="Withdrawn">Codes of units and ids of teams that were parts and are no more.</param>
/// <param name="SplitAgain">Codes of units whose own targets were split, and are not what their parts add up to now.</param>
/// <param name="Parts">Every part, each whole before its own parts.</param>
public sealed record TargetSplitResponse(
    Guid TargetId,
    bool DryRun,
    int Written,
    IReadOnlyList<string> Withdrawn,
    IReadOnlyList<string> SplitAgain,
    IReadOnlyList<TargetPartResponse> Parts
);

/// <param name="TargetId">Id of the part's own target.</param>
/// <param name="Version">Its version.</param>
/// <param name="UnitCode">Code of the unit; of a team, of the unit that it serves.</param>
/// <param name="UnitName">Its full name.</param>
/// <param name="Level">0 nation, 1 province, 2 district, 3 commune, 4 village.</param>
/// <param name="TeamId">The team; null where it is the unit.</param>
/// <param name="Value">The number to reach; null of a share.</param>
/// <param name="Percent">The share to reach in per cent; null of a number.</param>
/// <param name="Before">The number, or per cent, that it was before; null where it is new.</param>
/// <param name="ByHand">True where somebody set it.</param>
/// <param name="Weight">What it was measured by: its figure, its teams, or 1; null where nothing measured it.</param>
public sealed record TargetPartResponse(
    Guid TargetId,
    int Version,
    string UnitCode,
    string UnitName,
    int Level,
    Guid? TeamId,
    long? Value,
    decimal? Percent,
    decimal? Before,
    bool ByHand,
    long? Weight
);

public static class SplitTarget
{
    /// <summary>Splits a target among the units below its own, level by level, or among teams.</summary>
    /// <remarks>
    /// Numbers are shared out by the method of the largest remainder, so that the parts of every whole add up to it exactly;
    /// what was set by hand stays. Splitting again makes versions only where a value changes; the targets of units that have
    /// ended stay as they were. Whoever answers for the unit of the target may split it.
    /// </remarks>
    /// <param name="id">The plan.</param>
    /// <param name="targetId">The target.</param>
    /// <param name="dryRun">True answers what would happen and writes nothing.</param>
    public static async Task<Results<Ok<TargetSplitResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Guid targetId,
        SplitTargetRequest request,
        ActivityDbContext db,
        TargetWriter writer,
        TargetEvents events,
        TimeProvider clock,
        bool dryRun = false,
        CancellationToken cancellationToken = default
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (held, problem) = await writer.HoldAsync(id, targetId, isSplit: true, cancellationToken);
        if (held is not ({ } plan, { } target))
            return problem!;
        if (target.Withdrawn)
            return TargetProblems.Withdrawn.Result(targetId);
        var work = await SplitWork.ReadAsync(db, target, request, clock.Today(), cancellationToken);
        if (work.Refusal is { } refusal)
            return refusal.Result();
        var (parts, changed) = work.Apply(writer);
        var gone = await work.WithdrawAsync(writer, cancellationToken);
        await events.TellOfAsync(plan, [.. changed, .. gone], cancellationToken);
        var answer = new TargetSplitResponse(
            targetId,
            dryRun,
            changed.Count,
            [.. gone.Select(work.NameOf).Order(StringComparer.Ordinal)],
            work.SplitAgain(),
            parts
        );
        if (dryRun)
            return TypedResults.Ok(answer);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok(answer);
    }
}
