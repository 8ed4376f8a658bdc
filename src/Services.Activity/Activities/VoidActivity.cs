using CongNgheSo.Services.Activity.HeldChanges;
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
    /// <remarks>
    /// If-Match names the version being voided; sending the same voiding again answers as before. 202 when the activity, or
    /// that version of it, has not come yet: the voiding is held and applied when it comes.
    /// </remarks>
    public static Task<Results<Ok<ActivityResponse>, Accepted<HeldChangeResponse>, ProblemHttpResult>> Handle(
        Guid id,
        VoidActivityRequest request,
        HttpContext http,
        ActivityChange change,
        CancellationToken cancellationToken
    ) => change.ApplyAsync(id, new RequestedChange(null, request.Reason!), http, cancellationToken);
}
