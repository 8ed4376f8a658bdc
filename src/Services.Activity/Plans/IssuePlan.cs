using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Text;
using CongNgheSo.Services.Activity.PlanTargets;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.Plans;

/// <param name="DocumentNumber">Number of the document that issues it ("56/KH-UBND"), up to 100 characters.</param>
/// <param name="IssuedOn">Day of that document, not in the future.</param>
public sealed record IssuePlanRequest(string? DocumentNumber, DateOnly? IssuedOn);

public sealed class IssuePlanRules : AbstractValidator<IssuePlanRequest>
{
    public IssuePlanRules(TimeProvider clock)
    {
        RuleFor(request => request.DocumentNumber).NotEmpty().MaximumLength(100);
        RuleFor(request => request.IssuedOn)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .Must(day => day >= PlanContentRules.Earliest && day <= clock.Today())
            .WithProblem(PlanProblems.IssuedInFuture);
    }
}

public static class IssuePlan
{
    /// <summary>Issues a draft: all below its unit see it, and its targets are measured.</summary>
    /// <remarks>If-Match names the version being issued; sending the same again answers as before.</remarks>
    public static Task<Results<Ok<PlanResponse>, ProblemHttpResult>> Handle(
        Guid id,
        IssuePlanRequest request,
        HttpContext http,
        PlanChange change,
        TargetEvents events,
        CancellationToken cancellationToken
    )
    {
        var number = StoredText.Clean(request.DocumentNumber!);
        var day = request.IssuedOn!.Value;
        return change.ApplyAsync(
            id,
            http,
            isDone: plan => plan.IsIssued && plan.DocumentNumber == number && plan.IssuedOn == day,
            async plan =>
            {
                if (plan.IsIssued)
                    return PlanProblems.AlreadyIssued.Result(id);
                if (!plan.IsDraft)
                    return PlanProblems.Closed.Result(id);
                plan.Issue(number, day);
                await events.TellOfAllAsync(plan, cancellationToken);
                return null;
            },
            cancellationToken
        );
    }
}
