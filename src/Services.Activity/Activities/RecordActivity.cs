using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.ActivityReviews;
using CongNgheSo.Services.Activity.Topics;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.Activities;

/// <summary>One activity of a team.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe. In a batch it is required unless the request has an Idempotency-Key.</param>
/// <param name="TeamId">The team that did it.</param>
/// <param name="OccurredOn">The day on which it took place (Vietnam time): up to a year back, never in the future.</param>
/// <param name="Topic">Code of the skill or pillar (see /v1/topics).</param>
/// <param name="Form">Code of the form.</param>
/// <param name="Audience">Code of the audience.</param>
/// <param name="PeopleGuided">People guided, 0 to 100,000.</param>
/// <param name="Households">Households reached, 0 to 100,000; 0 where absent.</param>
/// <param name="Outcomes">Counted results by outcome code, each 0 to 100,000. The parts of a whole (`partOf`) may not exceed it.</param>
/// <param name="Channel">Code of the channel through which it was held; absent where it was held in person.</param>
public sealed record RecordActivityRequest(
    Guid? Id,
    Guid? TeamId,
    DateOnly? OccurredOn,
    string? Topic,
    string? Form,
    string? Audience,
    int? PeopleGuided,
    int? Households,
    IReadOnlyDictionary<string, long>? Outcomes,
    string? Channel = null
) : IActivityContentFields;

public sealed class RecordActivityRules : AbstractValidator<RecordActivityRequest>
{
    public RecordActivityRules(TimeProvider clock, ActivityCatalogue catalogue)
    {
        RuleFor(request => request.TeamId).NotNull();
        ActivityContentRules.AddTo(this, clock, catalogue);
    }
}

public static class RecordActivity
{
    /// <summary>Records one activity.</summary>
    /// <remarks>
    /// Answers 201 once it is durable; 200 with the same body when the same activity (same id, same content) is sent again;
    /// 409 when the id stands for other content. Figures beyond the usual are named in <c>flags</c>: they count, and wait for
    /// review. 422 when a code is not in force on the day for the team, or parts exceed their whole.
    /// </remarks>
    public static async Task<Results<Created<ActivityResponse>, Ok<ActivityResponse>, ProblemHttpResult>> Handle(
        RecordActivityRequest request,
        HttpContext http,
        Caller caller,
        ActivityWriter writer,
        ActivityCatalogue catalogue,
        ActivityDbContext db,
        CancellationToken cancellationToken
    )
    {
        var id = StableId.Of(request.Id, http.Request, caller) ?? Guid.CreateVersion7();
        var row = ActivityRow.Of(id, request.TeamId!.Value, request.ToContent(), catalogue);
        var outcome = (await writer.WriteAsync([row], caller, dryRun: false, cancellationToken))[0];
        if (outcome.Refusal is { } refusal)
            return refusal.Result();
        // A retry answers with what was recorded first, which may have been corrected since: the reader has GET for that.
        var flags = outcome.IsNew ? row.Flags : await db.FirstFlagsAsync(id, cancellationToken);
        var response = ActivityResponse.AsRecorded(row, flags);
        http.Response.SetETag(1);
        return outcome.IsNew ? TypedResults.Created($"/v1/activities/{id}", response) : TypedResults.Ok(response);
    }
}
