using CongNgheSo.Contracts;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Activity.Plans;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.PlanTargets;

/// <summary>A number or a share that a unit or a team is to reach.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe; or send an Idempotency-Key.</param>
/// <param name="UnitCode">Code of the unit that is to reach it, the plan's or one below it; give either this or a team.</param>
/// <param name="TeamId">The team that is to reach it.</param>
/// <param name="Indicator">Code of the indicator that is counted, as in rollups.</param>
/// <param name="Denominator">Of a share: code of the indicator of which it is one.</param>
/// <param name="Reference">Of a share: the unit's reference figure of which it is one ("residents-15-plus").</param>
/// <param name="Value">The number to reach, 0 or more; not of a share.</param>
/// <param name="Percent">The share to reach in per cent, with two decimals at most; only of a share.</param>
/// <param name="From">First day of its period; that of the plan where absent.</param>
/// <param name="To">Last day of its period; that of the plan where absent.</param>
public sealed record SetTargetRequest(
    Guid? Id,
    string? UnitCode,
    Guid? TeamId,
    string? Indicator,
    string? Denominator,
    string? Reference,
    long? Value,
    decimal? Percent,
    DateOnly? From,
    DateOnly? To
);

public sealed class SetTargetRules : AbstractValidator<SetTargetRequest>
{
    public SetTargetRules()
    {
        RuleFor(request => request.UnitCode)
            .MaximumLength(16)
            .Must((request, unit) => string.IsNullOrWhiteSpace(unit) == request.TeamId is not null)
            .WithProblem(TargetProblems.ForOne);
        RuleFor(request => request.Indicator).NotEmpty().MaximumLength(100);
        RuleFor(request => request.Denominator)
            .MaximumLength(100)
            .Must((request, code) => code is null || request.Reference is null)
            .WithProblem(TargetProblems.ShareOfOne);
        RuleFor(request => request.Reference)
            .Must(figure => figure is null || ReferenceFigures.All.Contains(figure))
            .WithProblem(TargetProblems.ReferenceUnknown, TargetContentRules.References);
        RuleFor(request => request.Value)
            .IsOneValue(request => request.Percent)
            .Must((request, value) => value is null == (request.Denominator ?? request.Reference) is not null)
            .WithProblem(TargetProblems.ValueUnfit, TargetContentRules.Highest);
    }
}

public static class SetTarget
{
    /// <summary>Sets a target of a unit or a team within a plan.</summary>
    /// <remarks>
    /// Answers 201; 200 when the same target is sent again; 409 when the id stands for another, or the unit or team has one
    /// for the same measure and period. 403 outside the caller's unit.
    /// </remarks>
    public static async Task<Results<Created<TargetResponse>, Ok<TargetResponse>, ProblemHttpResult>> Handle(
        Guid id,
        SetTargetRequest request,
        HttpContext http,
        Caller caller,
        ActivityDbContext db,
        TargetWriter writer,
        TargetEvents events,
        PlanCodes codes,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (plan, problem) = await writer.HoldPlanAsync(id, cancellationToken);
        if (plan is null)
            return problem!;
        var measure = new TargetMeasure(
            request.Indicator!,
            request.Denominator,
            request.Reference,
            request.From ?? plan.FirstDay,
            request.To ?? plan.LastDay
        );
        var (owner, unfit) = await db.FindOwnerAsync(
            request.UnitCode?.Trim(),
            request.TeamId,
            caller,
            clock,
            cancellationToken
        );
        unfit ??= Judge(measure, plan, codes) ?? await JudgeAsync(owner!, plan, db, clock, cancellationToken);
        if (unfit is not null)
            return unfit;

        var targetId = StableId.Of(request.Id, http.Request, caller) ?? Guid.CreateVersion7();
        var value = TargetContentRules.Stored(request.Value, request.Percent);
        var target = new PlanTarget(targetId, id, owner!, measure, value, caller.ClientId, clock.GetUtcNow());
        if (await db.PlanTargets.FindAsync([targetId], cancellationToken) is { } known)
        {
            if (known.SetHash != target.SetHash)
                return TargetProblems.IdTaken.Result(targetId);
            http.Response.SetETag(known.Version);
            return TypedResults.Ok(await TargetResponse.ReadAsync(db, known, cancellationToken));
        }
        // Under the plan's lock nobody adds another meanwhile.
        if (await ExistingAsync(db, target, cancellationToken) is { } existing)
            return TargetProblems.Exists.Result(existing);
        db.PlanTargets.Add(target);
        await events.TellOfAsync(plan, [target], cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        // The same id, at the same moment, in another plan.
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            return TargetProblems.IdTaken.Result(targetId);
        }
        await transaction.CommitAsync(cancellationToken);
        http.Response.SetETag(target.Version);
        return TypedResults.Created(
            $"/v1/plans/{id}/targets/{targetId}",
            await TargetResponse.ReadAsync(db, target, cancellationToken)
        );
    }

    private static ProblemHttpResult? Judge(TargetMeasure measure, Plan plan, PlanCodes codes)
    {
        foreach (var code in new[] { measure.Indicator, measure.Denominator })
            if (code is not null && !codes.IsIndicator(code))
                return TargetProblems.IndicatorUnknown.Result(code);
        var isWithin =
            measure.FirstDay >= plan.FirstDay && measure.LastDay <= plan.LastDay && measure.FirstDay <= measure.LastDay;
        return isWithin ? null : TargetProblems.PeriodOutside.Result(plan.FirstDay, plan.LastDay);
    }

    /// <summary>A team's plan covers that team; a unit's, all below it.</summary>
    private static async Task<ProblemHttpResult?> JudgeAsync(
        PlanOwner owner,
        Plan plan,
        ActivityDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var isCovered = plan.TeamId is null
            ? await db.UnitsBelow(plan.UnitId, clock.Today())
                .AnyAsync(unit => unit.Id == owner.UnitId, cancellationToken)
            : plan.TeamId == owner.TeamId;
        return isCovered ? null : TargetProblems.OutsidePlan.Result();
    }

    private static async Task<Guid?> ExistingAsync(
        ActivityDbContext db,
        PlanTarget target,
        CancellationToken cancellationToken
    )
    {
        var same = await db
            .PlanTargets.Where(each =>
                each.PlanId == target.PlanId
                && each.UnitId == target.UnitId
                && each.TeamId == target.TeamId
                && each.Indicator == target.Indicator
                && !each.Withdrawn
            )
            .ToListAsync(cancellationToken);
        return same.Find(each => each.Measure == target.Measure)?.Id;
    }
}
