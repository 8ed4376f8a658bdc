using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Activity.Topics;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.Initiatives;

/// <summary>The whole initiative as it should stand.</summary>
/// <param name="Title">What it is called, up to 300 characters.</param>
/// <param name="Description">What was done, and what came of it, up to 5,000 characters.</param>
/// <param name="Topics">Codes of its topics, 1 to 8 (see /v1/topics).</param>
public sealed record ReviseInitiativeRequest(string? Title, string? Description, IReadOnlyList<string>? Topics)
    : IInitiativeFields;

public sealed class ReviseInitiativeRules : AbstractValidator<ReviseInitiativeRequest>
{
    public ReviseInitiativeRules(ActivityCatalogue catalogue) => InitiativeRules.AddTo(this, catalogue);
}

public static class ReviseInitiative
{
    /// <summary>Says an initiative anew while it waits, or after changes were requested; then it waits where it did.</summary>
    /// <remarks>If-Match names the version being revised; sending the same revision again answers as before.</remarks>
    public static Task<Results<Ok<InitiativeResponse>, ProblemHttpResult>> Handle(
        Guid id,
        ReviseInitiativeRequest request,
        HttpContext http,
        InitiativeChange change,
        CancellationToken cancellationToken
    )
    {
        var content = request.ToContent();
        return change.ApplyAsync(
            id,
            http,
            isDone: (initiative, latest) => latest.Kind == InitiativeStep.Revised && Says(initiative, content),
            rightPath: initiative => initiative.UnitPath,
            judge: initiative =>
                Task.FromResult(
                    initiative.Status is Initiative.Submitted or Initiative.ChangesRequested
                        ? null
                        : InitiativeProblems.StatusRefused.Result(id, initiative.Status)
                ),
            apply: (initiative, by, now) =>
                initiative.Status == Initiative.Submitted && Says(initiative, content)
                    ? null
                    : initiative.Revise(content, by, now),
            cancellationToken
        );
    }

    private static bool Says(Initiative initiative, InitiativeContent content) =>
        ContentHash.Of(initiative.Content) == ContentHash.Of(content);
}
