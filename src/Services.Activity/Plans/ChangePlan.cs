using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Plans;

/// <summary>The whole plan as it should stand; whose it is stays.</summary>
/// <param name="Kind">"plan", or "theme": what a unit has all below it do in a month.</param>
/// <param name="Title">Title, up to 300 characters.</param>
/// <param name="From">First day of its period, in or after 2020.</param>
/// <param name="To">Last day of its period, at most 6 years later.</param>
/// <param name="Text">What it says beside its items, up to 20,000 characters.</param>
/// <param name="Topics">Codes of the topics that it is about (see /v1/topics), up to 100.</param>
/// <param name="Outcomes">Codes of the outcomes that it is about (see /v1/topics), up to 100.</param>
/// <param name="Items">What is to be done, by month where it says one, up to 500.</param>
public sealed record ChangePlanRequest(
    string? Kind,
    string? Title,
    DateOnly? From,
    DateOnly? To,
    string? Text,
    IReadOnlyList<string>? Topics,
    IReadOnlyList<string>? Outcomes,
    IReadOnlyList<PlanItemRequest>? Items
) : IPlanContentFields;

public sealed class ChangePlanRules : AbstractValidator<ChangePlanRequest>
{
    public ChangePlanRules() => PlanContentRules.AddTo(this);
}

public static class ChangePlan
{
    /// <summary>Replaces what a draft or an issued plan says; what it said before is kept.</summary>
    /// <remarks>
    /// If-Match names the version being changed; sending the same change again answers as before. 422 where a target's
    /// period would not lie in the plan's any more.
    /// </remarks>
    public static Task<Results<Ok<PlanResponse>, ProblemHttpResult>> Handle(
        Guid id,
        ChangePlanRequest request,
        HttpContext http,
        ActivityDbContext db,
        PlanCodes codes,
        PlanChange change,
        CancellationToken cancellationToken
    )
    {
        var content = request.ToContent();
        return change.ApplyAsync(
            id,
            http,
            isDone: plan => plan.Says(content),
            async plan =>
            {
                if (!plan.IsDraft && !plan.IsIssued)
                    return PlanProblems.Closed.Result(id);
                if (codes.Judge(content) is { } problem)
                    return problem;
                var outside = await db.PlanTargets.CountAsync(
                    target =>
                        target.PlanId == id
                        && !target.Withdrawn
                        && (target.FirstDay < content.From || target.LastDay > content.To),
                    cancellationToken
                );
                if (outside > 0)
                    return PlanProblems.PeriodCutsTargets.Result(outside);
                plan.Change(content);
                return null;
            },
            cancellationToken
        );
    }
}
