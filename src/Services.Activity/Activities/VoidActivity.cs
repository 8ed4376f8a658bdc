using CongNgheSo.Contracts.Activity.V1;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.Activities;

/// <param name="Reason">Why it is voided, up to 500 characters.</param>
public sealed record VoidActivityRequest(string? Reason);

public sealed class VoidActivityRules : AbstractValidator<VoidActivityRequest>
{
    public VoidActivityRules() => RuleFor(request => request.Reason).NotEmpty().MaximumLength(500);
}

public static class VoidActivity
{
    /// <summary>Makes an activity count for nothing; what it said is kept.</summary>
    /// <remarks>If-Match names the version being voided; sending the same voiding again answers as before.</remarks>
    public static Task<Results<Ok<ActivityResponse>, ProblemHttpResult>> Handle(
        Guid id,
        VoidActivityRequest request,
        HttpContext http,
        ActivityChange change,
        CancellationToken cancellationToken
    ) =>
        change.ApplyAsync(
            id,
            http,
            isDone: activity => activity.Voided,
            content: null,
            request.Reason!,
            apply: (activity, by, now) => activity.Void(request.Reason!, by, now),
            toEvent: (now, fact) => new ActivitiesVoided(now, [fact]),
            cancellationToken
        );
}
