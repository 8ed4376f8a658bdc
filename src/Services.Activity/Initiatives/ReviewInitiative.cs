using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.ServiceDefaults.Text;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.Initiatives;

/// <summary>A decision on an initiative.</summary>
/// <param name="Decision">"request-changes", "reject", "publish" or "pass-up".</param>
/// <param name="Reason">Why, up to 1,000 characters; needed to request changes and to reject.</param>
public sealed record ReviewInitiativeRequest(string? Decision, string? Reason);

public sealed class ReviewInitiativeRules : AbstractValidator<ReviewInitiativeRequest>
{
    public ReviewInitiativeRules()
    {
        RuleFor(request => request.Decision)
            .Must(decision => decision is not null && ReviewInitiative.Steps.ContainsKey(decision))
            .WithProblem(InitiativeProblems.DecisionUnknown, string.Join(", ", ReviewInitiative.Steps.Keys));
        RuleFor(request => request.Reason)
            .MaximumLength(1_000)
            .Must(
                (request, reason) =>
                    request.Decision is not (ReviewInitiative.RequestChanges or ReviewInitiative.Reject)
                    || !string.IsNullOrWhiteSpace(reason)
            )
            .WithProblem(InitiativeProblems.ReasonMissing);
    }
}

public static class ReviewInitiative
{
    internal const string RequestChanges = "request-changes";
    internal const string Reject = "reject";
    internal const string Publish = "publish";
    internal const string PassUp = "pass-up";

    /// <summary>What each decision is called once it was taken.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Steps = new Dictionary<string, string>
    {
        [RequestChanges] = InitiativeStep.ChangesRequested,
        [Reject] = InitiativeStep.Rejected,
        [Publish] = InitiativeStep.Published,
        [PassUp] = InitiativeStep.PassedUp,
    };

    /// <summary>Decides on an initiative for the unit at which it waits.</summary>
    /// <remarks>
    /// Needs activity.review over that unit, which stands above the proposer's: 403 otherwise. "publish" shows it to
    /// everybody below that unit (below the ministry: to the nation), "pass-up" hands it to the next level, also where it
    /// is published below already; then "reject" leaves it published there. If-Match names the version decided on; sending
    /// the same decision again answers as before.
    /// </remarks>
    public static Task<Results<Ok<InitiativeResponse>, ProblemHttpResult>> Handle(
        Guid id,
        ReviewInitiativeRequest request,
        HttpContext http,
        InitiativeChange change,
        ActivityDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (decision, today) = (request.Decision!, clock.Today());
        UnitAt? scope = null;
        var reason = StoredText.Optional(request.Reason);
        return change.ApplyAsync(
            id,
            http,
            isDone: (_, latest) => latest.Kind == Steps[decision] && latest.Reason == reason,
            // Who decides is above the proposer, even on what waits for nobody.
            rightPath: initiative =>
                initiative.ReviewPath
                ?? initiative.PublishedPath
                ?? Initiative.Above(initiative.UnitPath)
                ?? initiative.UnitPath,
            judge: async initiative =>
            {
                if (Judge(initiative, decision) is { } refusal)
                    return refusal;
                if (decision != Publish)
                    return null;
                var at = Initiative.CodeOf(initiative.ReviewPath!);
                scope = await db.FindUnitAsync(at, today, cancellationToken);
                return scope is null ? InitiativeProblems.UnitUnknown.Result(at, today) : null;
            },
            apply: (initiative, by, now) =>
                decision switch
                {
                    RequestChanges => initiative.RequestChanges(reason!, by, now),
                    Reject => initiative.Reject(reason!, by, now),
                    Publish => initiative.Publish(scope!.Id, today, reason, by, now),
                    _ => initiative.PassUp(reason, by, now),
                },
            cancellationToken
        );
    }

    private static ProblemHttpResult? Judge(Initiative initiative, string decision)
    {
        var isPublished = initiative.Status == Initiative.Published;
        if (!isPublished && initiative.Status != Initiative.Submitted)
            return InitiativeProblems.StatusRefused.Result(initiative.Id, initiative.Status);
        if (isPublished && decision == RequestChanges)
            return InitiativeProblems.StatusRefused.Result(initiative.Id, initiative.Status);
        if (initiative.ReviewPath is null && decision != PassUp)
            return InitiativeProblems.NotWaiting.Result(initiative.Id);
        var at = initiative.ReviewPath ?? initiative.PublishedPath!;
        return decision == PassUp && Initiative.Above(at) is null
            ? InitiativeProblems.NobodyAbove.Result(Initiative.CodeOf(at))
            : null;
    }
}
