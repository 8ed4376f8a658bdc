using CongNgheSo.ServiceDefaults.Text;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.Initiatives;

/// <param name="Reason">Why, up to 1,000 characters.</param>
public sealed record WithdrawInitiativeRequest(string? Reason);

public sealed class WithdrawInitiativeRules : AbstractValidator<WithdrawInitiativeRequest>
{
    public WithdrawInitiativeRules() => RuleFor(request => request.Reason).NotEmpty().MaximumLength(1_000);
}

public static class WithdrawInitiative
{
    /// <summary>Ends an initiative for good: nobody below sees it any more, nobody applies it.</summary>
    /// <remarks>If-Match names the version being withdrawn; sending the same again answers as before.</remarks>
    public static Task<Results<Ok<InitiativeResponse>, ProblemHttpResult>> Handle(
        Guid id,
        WithdrawInitiativeRequest request,
        HttpContext http,
        InitiativeChange change,
        CancellationToken cancellationToken
    )
    {
        var reason = StoredText.CleanLines(request.Reason!);
        return change.ApplyAsync(
            id,
            http,
            isDone: (_, latest) => latest.Kind == InitiativeStep.Withdrawn && latest.Reason == reason,
            rightPath: initiative => initiative.UnitPath,
            judge: initiative =>
                Task.FromResult(
                    initiative.Status == Initiative.Withdrawn
                        ? InitiativeProblems.StatusRefused.Result(id, initiative.Status)
                        : null
                ),
            apply: (initiative, by, now) => initiative.Withdraw(reason, by, now),
            cancellationToken
        );
    }
}
