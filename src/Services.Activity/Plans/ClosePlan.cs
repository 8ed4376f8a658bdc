using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Text;
using CongNgheSo.Services.Activity.PlanTargets;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.Plans;

/// <param name="Reason">Why, up to 500 characters.</param>
public sealed record ClosePlanRequest(string? Reason);

public sealed class ClosePlanRules : AbstractValidator<ClosePlanRequest>
{
    public ClosePlanRules() => RuleFor(request => request.Reason).NotEmpty().MaximumLength(500);
}

public static class ClosePlan
{
    /// <summary>Ends an issued plan: from today on it concerns nobody. Its targets still say what was to be reached.</summary>
    /// <remarks>If-Match names the version being ended; sending the same again answers as before.</remarks>
    public static Task<Results<Ok<PlanResponse>, ProblemHttpResult>> End(
        Guid id,
        ClosePlanRequest request,
        HttpContext http,
        PlanChange change,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var reason = StoredText.CleanLines(request.Reason!);
        return change.ApplyAsync(
            id,
            http,
            isDone: plan => plan.Status == PlanStatus.Ended && plan.Reason == reason,
            plan =>
            {
                if (plan.IsIssued)
                    plan.Close(PlanStatus.Ended, reason, clock.Today());
                else
                    return Task.FromResult<ProblemHttpResult?>(
                        (plan.IsDraft ? PlanProblems.NotIssued : PlanProblems.Closed).Result(id)
                    );
                return Task.FromResult<ProblemHttpResult?>(null);
            },
            cancellationToken
        );
    }

    /// <summary>Takes a draft or an issued plan back for good, with its targets.</summary>
    /// <remarks>If-Match names the version being withdrawn; sending the same again answers as before.</remarks>
    public static Task<Results<Ok<PlanResponse>, ProblemHttpResult>> Withdraw(
        Guid id,
        ClosePlanRequest request,
        HttpContext http,
        PlanChange change,
        TargetWriter targets,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var reason = StoredText.CleanLines(request.Reason!);
        return change.ApplyAsync(
            id,
            http,
            isDone: plan => plan.Status == PlanStatus.Withdrawn && plan.Reason == reason,
            async plan =>
            {
                if (!plan.IsDraft && !plan.IsIssued)
                    return PlanProblems.Closed.Result(id);
                await targets.WithdrawAllAsync(plan, cancellationToken);
                plan.Close(PlanStatus.Withdrawn, reason, clock.Today());
                return null;
            },
            cancellationToken
        );
    }
}
