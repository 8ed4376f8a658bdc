using CongNgheSo.Services.Activity.HeldChanges;
using CongNgheSo.Services.Activity.Topics;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.Activities;

/// <summary>The whole activity as it should have been recorded. A wrong team is mended by voiding and recording anew.</summary>
/// <param name="OccurredOn">The day on which it took place (Vietnam time).</param>
/// <param name="Topic">Code of the skill or pillar (see /v1/topics).</param>
/// <param name="Form">Code of the form.</param>
/// <param name="Audience">Code of the audience.</param>
/// <param name="PeopleGuided">People guided, 0 to 100,000.</param>
/// <param name="Households">Households reached, 0 to 100,000; 0 where absent.</param>
/// <param name="Outcomes">Counted results by outcome code, each 0 to 100,000. The parts of a whole (`partOf`) may not exceed it.</param>
/// <param name="Reason">Why it is corrected, up to 500 characters.</param>
/// <param name="Channel">Code of the channel through which it was held; absent where it was held in person.</param>
public sealed record CorrectActivityRequest(
    DateOnly? OccurredOn,
    string? Topic,
    string? Form,
    string? Audience,
    int? PeopleGuided,
    int? Households,
    IReadOnlyDictionary<string, long>? Outcomes,
    string? Reason,
    string? Channel = null
) : IActivityContentFields;

public sealed class CorrectActivityRules : AbstractValidator<CorrectActivityRequest>
{
    public CorrectActivityRules(TimeProvider clock, ActivityCatalogue catalogue)
    {
        ActivityContentRules.AddTo(this, clock, catalogue);
        RuleFor(request => request.Reason).NotEmpty().MaximumLength(500);
    }
}

public static class CorrectActivity
{
    /// <summary>Replaces what an activity says; the version before is kept.</summary>
    /// <remarks>
    /// If-Match names the version being corrected; sending the same correction again answers as before, also after later
    /// ones, and one that says what stands there already changes nothing. 202 when the activity, or that version of it, has
    /// not come yet: the correction is held and applied when it comes. It is judged anew, and may be flagged anew. 422 when
    /// the team was not in being on the day, or could not say this of it.
    /// </remarks>
    public static Task<Results<Ok<ActivityResponse>, Accepted<HeldChangeResponse>, ProblemHttpResult>> Handle(
        Guid id,
        CorrectActivityRequest request,
        HttpContext http,
        ActivityChange change,
        CancellationToken cancellationToken
    ) => change.ApplyAsync(id, new RequestedChange(request.ToContent(), request.Reason!), http, cancellationToken);
}
